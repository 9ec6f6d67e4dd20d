package dev.runbook.provider.kube;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks many questions at once, so that a set of objects takes about as long as one on a distant cluster. */
final class ParallelRequests {
    private ParallelRequests() {}

    /** A question, and how it is put. */
    interface Fetch<Q, A> {
        A put(Q question) throws InterruptedException;
    }

    /** The answers in the order of the questions; the first failure is thrown. */
    static <Q, A> List<A> map(List<Q> questions, Fetch<Q, A> ask) throws InterruptedException {
        if (questions.size() < 2) {
            return questions.isEmpty() ? List.of() : List.of(ask.put(questions.getFirst()));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<A>> futures = new ArrayList<>();
            questions.forEach(q -> futures.add(threads.submit(() -> ask.put(q))));
            List<A> answers = new ArrayList<>();
            try {
                for (Future<A> future : futures) {
                    answers.add(future.get());
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                if (e.getCause() instanceof InterruptedException stopped) {
                    throw stopped;
                }
                throw rethrown(e);
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
            return answers;
        }
    }

    private static RuntimeException rethrown(ExecutionException e) {
        // Its own type, since a Failed that is wrapped would look like a bug.
        return e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
    }
}
