package dev.runbook.cli;

import dev.runbook.lookup.WorldReader;
import dev.runbook.plan.Forecast;
import dev.runbook.plan.Plan;
import dev.runbook.plan.PlanNode;
import dev.runbook.port.Observer;
import dev.runbook.program.CheckedRunbook;
import dev.runbook.report.ExitCode;
import dev.runbook.value.Value;
import dev.runbook.view.PlanText;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code runbook plan}. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        header = {
            "Draw what a run would do, failure branches included. Nothing is changed.",
            "",
            "Examples:",
            "  runbook plan update-coder.rb version=1.16.1",
            "  runbook plan --offline update-coder.rb         without cluster and helm",
            ""
        })
final class PlanCommand implements Callable<Integer> {
    @ParentCommand
    Main main = new Main();

    @Mixin
    InputOptions inputs = new InputOptions();

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--offline", description = "Read nothing of the world; draw what the text alone decides.")
    boolean offline;

    @Option(names = "--detailed-exitcode", description = "Exit with 2 when there is something to do.")
    boolean detailed;

    @Override
    public Integer call() throws InterruptedException {
        CheckedRunbook runbook = main.runbooks().open(inputs.name);
        Map<String, Value> values =
                inputs.resolve(runbook.inputs(), Map.of(), main.terminal.environment(), main.terminal.secrets());
        try (Execution execution = new Execution(
                main.terminal, cluster.settings(), Path.of("").toAbsolutePath(), UnaryOperator.identity())) {
            Plan plan = execution.plan(
                    runbook, values, offline ? Execution::later : new WorldReader(execution.world(), Observer.NONE));
            PlanText.of(plan, execution.target(), main.terminal.look(main.noColor))
                    .forEach(main.terminal.out()::println);
            if (plan.nodes().anyMatch(PlanCommand::fails)) {
                return ExitCode.FAILED.number();
            }
            return detailed ? 2 : 0;
        }
    }

    private static boolean fails(PlanNode node) {
        return node.forecast().verdict() == Forecast.Verdict.FAILS;
    }
}
