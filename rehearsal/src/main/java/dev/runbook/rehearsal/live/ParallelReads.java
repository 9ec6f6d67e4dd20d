package dev.runbook.rehearsal.live;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads several things side by side, few enough for any server; what is interrupted is given up whole. */
final class ParallelReads implements AutoCloseable {
    private static final int AT_ONCE = 6;

    private final ExecutorService threads =
            Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());

    /** A question to the server. */
    @FunctionalInterface
    interface ServerRead<A, B> {
        B of(A what) throws InterruptedException;
    }

    /** The answers, in the order of the questions. */
    <A, B> List<B> all(List<A> whats, ServerRead<A, B> read) throws InterruptedException {
        List<Future<B>> futures = new ArrayList<>();
        whats.forEach(what -> futures.add(threads.submit(() -> read.of(what))));
        List<B> answers = new ArrayList<>();
        for (Future<B> future : futures) {
            try {
                answers.add(future.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException bug) {
                    throw bug;
                }
                throw new InterruptedException("the copy was given up");
            }
        }
        return answers;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
