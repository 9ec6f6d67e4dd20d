package dev.runbook.app.cli;

import dev.runbook.app.composition.Execution;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.value.Value;
import dev.runbook.run.plan.Plan;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code runbook exec}. */
@Command(
        name = "exec",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        header = {
            "Run a runbook on the cluster of the kubeconfig.",
            "",
            "Examples:",
            "  runbook exec update-coder.rb version=1.16.1",
            "  runbook exec --context=prod --params=site.yml update-coder.rb",
            "  runbook exec --yes --answer \"Point DNS=yes\" update-coder.rb",
            "  RUNBOOK_PARAM_DATABASE=postgres://... runbook exec update-coder.rb",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage or runbook, 3 nothing could run,",
            "4 a mistake in runbook, 5 stopped by an answer, 6 recovered, 130 interrupted."
        })
final class ExecCommand implements Callable<Integer> {
    @ParentCommand
    Main main = new Main();

    @Mixin
    InputOptions inputs = new InputOptions();

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Mixin
    RunOptions run = new RunOptions();

    @Option(names = "--dry-run", description = "The same as runbook plan.")
    boolean dryRun;

    @Mixin
    PlanOptions planning = new PlanOptions();

    @Option(names = "--new", description = "Begin although a run was left unfinished.")
    boolean anew;

    @Override
    public Integer call() throws InterruptedException {
        if (dryRun) {
            return new Planning(main, inputs, cluster, planning, run.json.on).draw();
        }
        CheckedRunbook runbook = main.runbooks().open(inputs.name);
        Map<String, Value> values = main.terminal.hiding(
                inputs.resolve(runbook.inputs(), Map.of(), main.terminal.environment(), main.terminal.secrets()));
        main.runbooks().hold(runbook, values);
        try (Execution execution = new Execution(
                main.terminal, cluster.settings(), Path.of("").toAbsolutePath(), UnaryOperator.identity())) {
            execution.preflight(runbook);
            Plan plan = execution.plan(runbook, values);
            RunSubject subject = RunSubject.of(
                    execution.target(),
                    values,
                    runbook.title(),
                    inputs.name,
                    execution.folder().toString());
            Runnable beside =
                    () -> new UnfinishedRuns(run.runs.folders()).refuseBeside(subject, main.terminal.host(), anew);
            beside.run();
            execution.programs(plan);
            execution.rights(plan);
            Secrets.hide(main.terminal, execution, values);
            Secrets.confirm(main.terminal, values, run.answers.yes, main.terminal.people(true));
            PlanRunner.Manner manner = run.manner(main, run.person(main.terminal), plan);
            return new PlanRunner(main.terminal, execution, manner)
                    .begin(plan, inputs.name, beside)
                    .number();
        }
    }
}
