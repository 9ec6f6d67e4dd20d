package dev.runbook.app.run;

import dev.runbook.app.composition.Execution;
import dev.runbook.app.composition.Terminal;
import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.library.Runbooks;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.value.Value;
import dev.runbook.provider.helm.Helm;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.report.ExitCode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A run that is to begin: everything that must hold before its first step, in the order in which it is looked at.
 *
 * @param name of the runbook
 * @param beside the runs that may be in its way
 * @param preview what is looked at before it begins
 */
public record NewRun(
        Runbooks runbooks,
        String name,
        GivenInputs inputs,
        Helm.Settings cluster,
        UnfinishedRuns beside,
        ExecPreview preview) {

    /**
     * Begins it, and plays it to its end.
     *
     * @param anew whether what is unfinished is to be left as it is
     * @param agreed whether parameters may hold the value of a secret
     */
    public ExitCode begin(boolean anew, boolean agreed, Function<Plan, PlanRunner.Manner> manner)
            throws InterruptedException {
        Terminal terminal = runbooks.terminal();
        CheckedRunbook runbook = runbooks.open(name);
        preview.saved().ifPresent(plan -> plan.holdRunbook(runbook));
        Map<String, Value> values = terminal.hiding(inputs.values(runbook.inputs(), terminal));
        runbooks.hold(runbook, values);
        try (Execution execution = Execution.here(terminal, cluster)) {
            execution.preflight(runbook);
            Plan plan = execution.plan(runbook, values);
            RunSubject subject = RunSubject.of(
                    execution.target(),
                    values,
                    runbook.title(),
                    name,
                    execution.folder().toString());
            Runnable refusing = () -> beside.refuseBeside(subject, terminal.host(), anew);
            refusing.run();
            execution.programs(plan);
            execution.rights(plan);
            Secrets.hide(terminal, execution, values);
            Secrets.confirm(terminal, values, agreed, terminal.people(true));
            PlanRunner.Manner shown = manner.apply(plan);
            PlanRunner runner = new PlanRunner(terminal, execution, shown);
            Set<String> named = preview.looks() ? inputs.named(terminal.environment()) : Set.of();
            Foreseeing foreseeing = new Foreseeing(
                    terminal, runbook, name, values, named, beside.folders(), shown.lock() == PlanRunner.Lock.LEASE);
            Optional<Foresight> foresight =
                    preview.look(foreseeing, execution, cluster, terminal.look(runbooks.noColor()));
            return runner.begin(
                    plan,
                    name,
                    new PlanRunner.RunStart(
                            refusing,
                            () -> {
                                if (preview.saved().isPresent()) {
                                    preview.saved().get().use(execution, terminal.signature(execution.clock()));
                                }
                            },
                            foresight.map(Foresight::foretold)));
        }
    }
}
