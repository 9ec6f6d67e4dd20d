package dev.runbook.app.run;

import dev.runbook.app.composition.Execution;
import dev.runbook.app.composition.ProgramVersion;
import dev.runbook.app.composition.ScratchHelm;
import dev.runbook.app.composition.Terminal;
import dev.runbook.app.foresee.NotBegun;
import dev.runbook.app.run.Foreseen.Obstacle;
import dev.runbook.app.view.PlanningLine;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.ProgramTraversal;
import dev.runbook.language.signature.Facet;
import dev.runbook.language.value.Value;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.port.Right;
import dev.runbook.provider.helm.Helm;
import dev.runbook.provider.helm.HelmProvider;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.RunIdentity;
import dev.runbook.run.journal.RunSession;
import dev.runbook.run.lease.LeaseName;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.preflight.ClusterProbe;
import dev.runbook.run.preflight.Rights;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * What will happen in a run, where the server can be asked.
 *
 * @param name of the runbook
 * @param named the files that the operator has named
 * @param runs the runs that were there before
 * @param locked whether the run keeps others out of the releases that it changes
 */
record Foreseeing(
        Terminal terminal,
        CheckedRunbook runbook,
        String name,
        Map<String, Value> values,
        Set<String> named,
        RunFolders runs,
        boolean locked) {
    /** Where helm keeps releases that the API server answers for. */
    private static final Set<String> IN_CLUSTER = Set.of("", "secret", "secrets", "configmap", "configmaps");

    /** A server that is there has answered by then, on a machine that is busy, too. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** What a shadow shows. */
    private static final Set<Facet> FORESEEN = Set.of(Facet.RELEASES, Facet.CLUSTER);

    /** Needs the server, and where it is away, says so soon. */
    Foreseen of(Execution execution, Helm.Settings cluster, ScratchHelm scratch, PlanningLine line)
            throws InterruptedException {
        boolean changes = ProgramTraversal.of(runbook)
                .anyMatch(use -> use.signature().writes().stream().anyMatch(FORESEEN::contains));
        if (!changes) {
            return new Foreseen.Needless();
        }
        line.asks("does the cluster answer?");
        Plan plan = execution.plan(runbook, values);
        Optional<Foreseen> unasked = execution.stoppable(() -> unasked(execution, plan));
        if (unasked.isPresent()) {
            return unasked.get();
        }
        line.asks("which rights are there?");
        FutureTask<Rights> question = new FutureTask<>(() -> execution.rights(
                plan,
                Value.of(execution.namespace()),
                HelmProvider.with(execution.world(), scratch.helm()),
                locked ? lock(plan, execution) : Set.of()));
        Optional<Failure> away = execution.stoppable(() -> awayBefore(question, execution));
        if (away.isPresent()) {
            return unasked(Obstacle.SILENT, List.of(away.get()), execution, plan);
        }
        Rights rights = question.resultNow();
        if (rights.stops()) {
            return new Foreseen.Played(
                    NotBegun.because(rights.problems(), plan, execution.clock(), identity(), session(execution)));
        }
        try {
            return new Foreseen.Played(new Foreseer(terminal, runbook, name, values, named, runs)
                    .look(execution, cluster, scratch.helm().settings().environment(), line));
        } catch (ServerLostException lost) {
            return unasked(Obstacle.SILENT, List.of(lost(execution.target(), lost.why())), execution, plan);
        } catch (IOException unsuited) {
            // It has answered a moment ago: whether it does still, tells why it could not be asked.
            Optional<Failure> silence = execution.stoppable(() -> silence(execution));
            Failure why = silence.orElseGet(() -> Failure.of(
                    FailureClass.CommandFailed, "what the server would say is not known: " + unsuited.getMessage()));
            return unasked(silence.isPresent() ? Obstacle.SILENT : Obstacle.NO_DRY_RUNS, List.of(why), execution, plan);
        }
    }

    /** Why a question has no end: the server has gone away, and each of its parts is asked again and again. */
    private Optional<Failure> awayBefore(FutureTask<Rights> question, Execution execution) throws InterruptedException {
        Thread.ofVirtual().name("rights").start(question);
        try {
            while (true) {
                try {
                    question.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                    return Optional.empty();
                } catch (TimeoutException slow) {
                    Optional<Failure> silence = silence(execution);
                    if (silence.isPresent()) {
                        return silence;
                    }
                }
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        } finally {
            question.cancel(true);
        }
    }

    private static Failure lost(String target, String why) {
        return Failure.of(
                FailureClass.Unreachable,
                "the API server %s went away while the plan was made: %s. Plan again when it answers"
                        .formatted(target, why));
    }

    private Optional<Failure> silence(Execution execution) throws InterruptedException {
        try (ClusterProbe probe = execution.probe(runbook)) {
            return silence(execution, probe);
        }
    }

    /** Why the server cannot be asked; empty where it can. */
    private Optional<Foreseen> unasked(Execution execution, Plan plan) throws InterruptedException {
        List<Failure> problems = new ArrayList<>();
        Obstacle why = Obstacle.NOTHING_TO_ASK;
        try (ClusterProbe probe = execution.probe(runbook)) {
            if (ProgramTraversal.of(runbook).anyMatch(new HelmProvider()::isNeededBy)) {
                try {
                    execution.world().client(Helm.class).version();
                } catch (Failed none) {
                    problems.add(none.failure());
                }
            }
            Optional<Failure> silence = silence(execution, probe);
            if (silence.isPresent()) {
                problems.addFirst(silence.get());
                why = execution.target().equals(Execution.NO_TARGET) ? why : Obstacle.SILENT;
            }
        }
        String driver = terminal.environment().getOrDefault("HELM_DRIVER", "");
        if (problems.isEmpty() && !IN_CLUSTER.contains(driver)) {
            why = Obstacle.NO_DRY_RUNS;
            problems.add(Failure.of(
                    FailureClass.CommandFailed,
                    "helm keeps its releases elsewhere (HELM_DRIVER=" + driver + "), where no dry run is possible"));
        }
        return problems.isEmpty() ? Optional.empty() : Optional.of(unasked(why, problems, execution, plan));
    }

    private static Optional<Failure> silence(Execution execution, ClusterProbe probe) throws InterruptedException {
        return switch (probe.within(PATIENCE)) {
            case ClusterProbe.ProbeResult.Reachable _ -> Optional.empty();
            case ClusterProbe.ProbeResult.Silent(Failure failure) -> Optional.of(failure);
            case ClusterProbe.ProbeResult.Failing(Failure failure) -> Optional.of(failure);
            case ClusterProbe.ProbeResult.NotYet _ ->
                Optional.of(Failure.of(FailureClass.Unreachable, silence(execution.target(), PATIENCE)));
        };
    }

    /** What is said of a server that has not answered in time. */
    static String silence(String target, Duration limit) {
        return "the API server %s does not answer: no answer within %d s".formatted(target, limit.toSeconds());
    }

    private Foreseen unasked(Obstacle why, List<Failure> problems, Execution execution, Plan plan) {
        return new Foreseen.Unasked(
                why, NotBegun.unasked(problems, plan, execution.clock(), identity(), session(execution)));
    }

    private RunIdentity identity() {
        return new RunIdentity("plan", name, Entry.Dialect.RUN);
    }

    private RunSession session(Execution execution) {
        return new RunSession(execution.target(), ProgramVersion.NUMBER, terminal.operator(execution.folder()));
    }

    /** The rights that the locks of a plan need. */
    static Set<Right> lock(Plan plan, Execution execution) {
        return plan.locks(execution.namespace()).stream()
                .flatMap(release -> LeaseName.rights(release).stream())
                .collect(Collectors.toSet());
    }
}
