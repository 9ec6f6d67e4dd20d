package dev.runbook.app.run;

import dev.runbook.app.composition.Execution;
import dev.runbook.app.composition.ProgramVersion;
import dev.runbook.app.composition.ScratchHelm;
import dev.runbook.app.composition.Terminal;
import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.foresee.NotBegun;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.ProgramTraversal;
import dev.runbook.language.signature.Facet;
import dev.runbook.language.value.Value;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.port.Right;
import dev.runbook.provider.helm.Helm;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.RunIdentity;
import dev.runbook.run.journal.RunSession;
import dev.runbook.run.lease.LeaseName;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.preflight.Rights;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** What a shadow shows. */
    private static final Set<Facet> FORESEEN = Set.of(Facet.RELEASES, Facet.CLUSTER);

    /** Empty where the runbook changes nothing in the cluster, or the server cannot be asked by dry runs. */
    Optional<Foresight> of(Execution execution, Helm.Settings cluster, ScratchHelm scratch)
            throws InterruptedException {
        boolean changes = ProgramTraversal.of(runbook)
                .anyMatch(use -> use.signature().writes().stream().anyMatch(FORESEEN::contains));
        String driver = terminal.environment().getOrDefault("HELM_DRIVER", "");
        if (changes && !IN_CLUSTER.contains(driver)) {
            terminal.warn("warning: helm keeps its releases elsewhere (HELM_DRIVER=" + driver
                    + "), where no dry run is possible: what the server would say is not known");
            return Optional.empty();
        }
        if (!changes || !execution.stoppable(() -> answers(execution))) {
            return Optional.empty();
        }
        Plan plan = execution.plan(runbook, values);
        Rights rights = execution.stoppable(() -> execution.rights(
                plan, Value.of(execution.namespace()), execution.world(), locked ? lock(plan, execution) : Set.of()));
        if (rights.stops()) {
            return Optional.of(NotBegun.because(
                    rights.problems(),
                    plan,
                    execution.clock(),
                    new RunIdentity("plan", name, Entry.Dialect.RUN),
                    new RunSession(execution.target(), ProgramVersion.NUMBER, terminal.operator(execution.folder()))));
        }
        try {
            return Optional.of(new Foreseer(terminal, runbook, name, values, named, runs)
                    .look(execution, cluster, scratch.helm().settings().environment()));
        } catch (IOException unsuited) {
            terminal.warn("warning: what the server would say is not known: " + unsuited.getMessage());
            return Optional.empty();
        }
    }

    private static boolean answers(Execution execution) throws InterruptedException {
        try {
            execution.cluster().reach();
            execution.world().client(Helm.class).version();
            return true;
        } catch (Failed silent) {
            return false;
        }
    }

    /** The rights that the locks of a plan need. */
    static Set<Right> lock(Plan plan, Execution execution) {
        return plan.locks(execution.namespace()).stream()
                .flatMap(release -> LeaseName.rights(release).stream())
                .collect(Collectors.toSet());
    }
}
