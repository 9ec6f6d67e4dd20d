package dev.runbook.run.preflight;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.ProgramTraversal;
import dev.runbook.provider.Provider;
import dev.runbook.provider.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Finds out before the first step whether what a runbook needs is there, so that a run does not end half way for it. */
public final class Preflight {
    private Preflight() {}

    /** Everything that a runbook needs and that is not there; all are asked at the same time. */
    public static List<Failure> problems(CheckedRunbook runbook, World world) throws InterruptedException {
        List<Future<Optional<Failure>>> questions = needed(runbook, world.providers()).stream()
                .map(provider -> asked(provider, world))
                .toList();
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

    /** The providers that a runbook cannot do without, by the actions and lookups that it names. */
    static List<Provider> needed(CheckedRunbook runbook, List<Provider> providers) {
        List<ProgramTraversal.SignatureUse> uses = ProgramTraversal.of(runbook).toList();
        return providers.stream()
                .filter(provider -> uses.stream().anyMatch(provider::isNeededBy))
                .toList();
    }

    private static Future<Optional<Failure>> asked(Provider provider, World world) {
        FutureTask<Optional<Failure>> task = new FutureTask<>(() -> {
            try {
                provider.reach(world);
                return Optional.empty();
            } catch (Failed failed) {
                return Optional.of(failed.failure());
            }
        });
        Thread.ofVirtual().name("preflight").start(task);
        return task;
    }
}
