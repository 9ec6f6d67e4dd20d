package dev.runbook.port;

import java.util.Optional;

/** Asks a person for a secret. */
public interface SecretPrompt {
    /**
     * Asks without showing what is typed.
     *
     * @param name the secret's name in the runbook
     * @param about what the runbook says about it
     * @return what was typed; empty when nobody is there or nothing was typed
     */
    Optional<String> ask(String name, String about) throws InterruptedException;
}
