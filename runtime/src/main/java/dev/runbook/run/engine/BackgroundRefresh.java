package dev.runbook.run.engine;

import dev.runbook.provider.World;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * What is asked anew now and then during a wait, such as helm: on a thread of its own, since the wait goes on noticing
 * changes meanwhile and must not stand behind a question that takes its time.
 */
final class BackgroundRefresh implements AutoCloseable {
    private final CompletableFuture<World> asked = new CompletableFuture<>();
    private final Thread worker;

    /** Begins to ask. */
    BackgroundRefresh(Interrupts.InterruptibleWork<World> asking) {
        worker = Thread.ofVirtual().name("asking anew").start(() -> {
            try {
                asked.complete(asking.run());
            } catch (InterruptedException | RuntimeException ended) {
                asked.completeExceptionally(ended);
            }
        });
    }

    /** Is complete when everything is asked. */
    CompletionStage<World> stage() {
        return asked;
    }

    /** The world in which everything is asked; empty while it is not. */
    Optional<World> world() throws InterruptedException {
        if (!asked.isDone()) {
            return Optional.empty();
        }
        try {
            return Optional.of(asked.join());
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case InterruptedException stopped -> throw stopped;
                case RuntimeException bug -> throw bug;
                case null, default -> throw e;
            }
        }
    }

    @Override
    public void close() {
        worker.interrupt();
    }
}
