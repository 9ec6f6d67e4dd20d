package dev.runbook.app.run;

import dev.runbook.app.composition.Execution;
import dev.runbook.app.composition.ScratchHelm;
import dev.runbook.app.composition.Terminal;
import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.view.PlanJson;
import dev.runbook.app.view.PlanPage;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.signature.Facet;
import dev.runbook.language.value.Value;
import dev.runbook.machine.files.PlanWorkspace;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.port.Observer;
import dev.runbook.port.PastRuns;
import dev.runbook.port.Workspace;
import dev.runbook.provider.World;
import dev.runbook.provider.WorldReader;
import dev.runbook.provider.helm.Helm;
import dev.runbook.provider.helm.HelmProvider;
import dev.runbook.provider.postgres.PostgresProvider;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.plan.PlanEnvironment;
import dev.runbook.run.plan.Planner;
import dev.runbook.run.plan.Preview;
import dev.runbook.run.plan.UnreadSource;
import dev.runbook.run.preflight.ClusterProbe;
import dev.runbook.run.preflight.Rights;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every command and branch of a plan, the cluster that it is for, and whether the account may do there what it needs.
 *
 * @param configured whether there is a cluster, where the runbook needs one
 */
record PlannedTree(Plan plan, String target, Rights rights, boolean configured) {
    /** A cluster that is there has answered by then. */
    private static final Duration SOON = Duration.ofMillis(1500);

    /** Whether the run surely fails, or lacks a right that it cannot do without. */
    boolean fails() {
        // Without a cluster there is no run that could fail here: the text is drawn, and what it says of failures with
        // it.
        return configured && (!plan.troubles().isEmpty() || rights.stops());
    }

    /** For programs, with what is known besides of how the run will end. */
    String json(Optional<Foresight> foresight) {
        return PlanJson.of(plan, rights, target, foresight);
    }

    /** For people. */
    List<String> lines(PlanPage page, boolean all) {
        return page.of(plan, rights, target, all);
    }

    /**
     * How it is made.
     *
     * @param offline whether nothing is read
     */
    record TreeReader(Terminal terminal, InputValues inputs, RunFolders runs, boolean offline) {
        PlannedTree read(CheckedRunbook runbook, Map<String, Value> values, Execution execution, ScratchHelm scratch)
                throws InterruptedException {
            List<UnreadSource> unread = new ArrayList<>();
            Value namespace = new Value.Unknown("<namespace of the context>", "not read: the cluster");
            String target = "no cluster";
            boolean needed = ClusterProbe.asksCluster(runbook);
            boolean configured = true;
            try {
                namespace = Value.of(execution.defaultNamespace());
                target = execution.target();
            } catch (Failed failed) {
                // What the text alone decides can be drawn without a cluster, too.
                if (needed && !offline) {
                    configured = false;
                    unread.add(new UnreadSource(
                            "the cluster", failed.failure().summary(), Set.of(Facet.CLUSTER, Facet.RELEASES), false));
                }
            }
            if (offline) {
                unread.add(0, UnreadSource.everything("--offline was given"));
            }
            Workspace files = new PlanWorkspace(
                    execution.world().client(Workspace.class),
                    execution.folder(),
                    inputs.named(terminal.environment()));
            World world = PostgresProvider.with(HelmProvider.with(execution.world(), scratch.helm()), files)
                    .with(PastRuns.class, new JournaledRuns(runs));
            Preview preview = offline ? Preview.NONE : new LookingPreview(scratch, execution);
            Value home = namespace;
            PlanDrawing drawing = seen -> Planner.plan(
                    runbook,
                    values,
                    home,
                    new PlanEnvironment(new WorldReader(world, Observer.NONE), world, preview, seen));
            Plan plan = unread.isEmpty() ? askingTheCluster(drawing, execution, runbook) : drawing.of(unread);
            return new PlannedTree(
                    plan, target, needed && !offline ? rights(plan, home, execution, world) : Rights.NONE, configured);
        }

        /** Makes a plan with what is known not to be readable. */
        @FunctionalInterface
        private interface PlanDrawing {
            Plan of(List<UnreadSource> unread) throws InterruptedException;
        }

        /**
         * While a slow cluster is waited for, everything else is planned; only if it answers after all, that was in vain.
         */
        private static Plan askingTheCluster(PlanDrawing drawing, Execution execution, CheckedRunbook runbook)
                throws InterruptedException {
            try (ClusterProbe probe = execution.probe(runbook)) {
                return switch (probe.within(SOON)) {
                    // Whatever else is wrong is told better by the question that meets it.
                    case ClusterProbe.ProbeResult.Reachable _, ClusterProbe.ProbeResult.Failing _ ->
                        drawing.of(List.of());
                    case ClusterProbe.ProbeResult.Silent(Failure failure) -> drawing.of(silent(failure.summary()));
                    case ClusterProbe.ProbeResult.NotYet _ -> {
                        Duration limit = Helm.TimeLimits.OF_A_PLAN.read();
                        Plan without = drawing.of(silent(Foreseeing.silence(execution.target(), limit)));
                        yield switch (probe.within(limit)) {
                            case ClusterProbe.ProbeResult.Reachable _, ClusterProbe.ProbeResult.Failing _ ->
                                drawing.of(List.of());
                            case ClusterProbe.ProbeResult.Silent _, ClusterProbe.ProbeResult.NotYet _ -> without;
                        };
                    }
                };
            }
        }

        private static List<UnreadSource> silent(String why) {
            return List.of(new UnreadSource("the cluster", why, Set.of(Facet.CLUSTER, Facet.RELEASES), true));
        }

        /** A cluster that the plan could not reach is not asked once more. */
        private Rights rights(Plan plan, Value namespace, Execution execution, World world)
                throws InterruptedException {
            Optional<UnreadSource> away = plan.unread().stream()
                    .filter(unread -> unread.facets().contains(Facet.CLUSTER))
                    .findFirst();
            return away.isPresent()
                    ? Rights.unasked(
                            away.get().what() + " was not read: " + away.get().why())
                    : execution.rights(plan, namespace, world, Foreseeing.lock(plan, execution));
        }
    }
}
