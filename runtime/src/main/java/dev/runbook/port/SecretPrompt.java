package dev.runbook.port;

import java.util.Optional;

/** Asks a person for a secret, without showing what is typed. */
@FunctionalInterface
public interface SecretPrompt {
    /** Nobody can be asked. */
    SecretPrompt NOBODY = (name, about) -> Optional.empty();

    /**
     * Asks once.
     *
     * @param name the secret's name in the runbook
     * @param about what the runbook says about it
     * @return what was typed; empty when nobody can be asked, or nothing was typed
     */
    Optional<String> ask(String name, String about) throws InterruptedException;
}
