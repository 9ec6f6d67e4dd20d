package dev.runbook.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code runbook check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Say every mistake of runbooks at once, or nothing. Nothing runs.")
final class CheckCommand implements Callable<Integer> {
    @ParentCommand
    Main main = new Main();

    @Parameters(arity = "1..*", paramLabel = "RUNBOOK", description = "A path, or the name of a shipped runbook.")
    List<String> names = List.of();

    @Override
    public Integer call() {
        names.forEach(name -> main.runbooks().open(name, true));
        return 0;
    }
}
