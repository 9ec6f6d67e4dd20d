package dev.runbook.adapter.terminal;

import dev.runbook.port.SecretPrompt;
import dev.runbook.report.Printable;
import java.io.Console;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Reads a secret from the terminal without showing it. */
public final class TerminalSecrets implements SecretPrompt {
    @Override
    public Optional<String> ask(String name, String about) throws InterruptedException {
        Optional<Console> console = TerminalStreams.console();
        return console.isEmpty() ? Optional.empty() : ask(console.get(), name, about);
    }

    private static Optional<String> ask(Console console, String name, String about) throws InterruptedException {
        CompletableFuture<Optional<String>> typed = new CompletableFuture<>();
        // On a thread of its own, so that Ctrl-C can end the question though nothing can end the reading.
        Thread.ofPlatform().daemon().name("secret").start(() -> {
            char[] secret =
                    console.readPassword("%s%n  secret %s (not shown): ", Printable.line(about), Printable.line(name));
            typed.complete(secret == null || secret.length == 0 ? Optional.empty() : Optional.of(new String(secret)));
        });
        try {
            return typed.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
