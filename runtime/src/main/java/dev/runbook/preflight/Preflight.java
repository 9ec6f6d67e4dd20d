package dev.runbook.preflight;

import dev.runbook.failure.Failed;
import dev.runbook.failure.Failure;
import dev.runbook.helm.Helm;
import dev.runbook.port.Cluster;
import dev.runbook.program.CheckedRunbook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Finds out before the first step whether helm and the cluster are there, so that a run does not end half way for it. */
public record Preflight(Helm helm, Cluster cluster) {

    /** Everything that a runbook needs and that is not there; helm and the cluster are asked at the same time. */
    public List<Failure> problems(CheckedRunbook runbook) throws InterruptedException {
        Needs needs = Needs.of(runbook);
        List<Future<Optional<Failure>>> questions = new ArrayList<>();
        if (needs.helm()) {
            questions.add(asked(helm::version));
        }
        if (needs.cluster()) {
            questions.add(asked(cluster::reach));
        }
        List<Failure> problems = new ArrayList<>();
        try {
            for (Future<Optional<Failure>> question : questions) {
                question.get().ifPresent(problems::add);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            questions.forEach(question -> question.cancel(true));
        }
        return problems;
    }

    /** Something that fails when it is not there. */
    @FunctionalInterface
    private interface Question {
        void ask() throws InterruptedException;
    }

    private static Future<Optional<Failure>> asked(Question question) {
        FutureTask<Optional<Failure>> task = new FutureTask<>(() -> {
            try {
                question.ask();
                return Optional.empty();
            } catch (Failed failed) {
                return Optional.of(failed.failure());
            }
        });
        Thread.ofVirtual().name("preflight").start(task);
        return task;
    }
}
