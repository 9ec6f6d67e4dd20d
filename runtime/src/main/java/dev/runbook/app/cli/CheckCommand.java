package dev.runbook.app.cli;

import dev.runbook.app.view.DiagnosticJson;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.language.check.Checked;
import dev.runbook.run.report.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code runbook check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        header = {
            "Report every mistake in runbooks at once. Nothing runs.",
            "",
            "Examples:",
            "  runbook check update-coder.rb",
            "  runbook check --json *.rb                      one object for each mistake",
            ""
        })
final class CheckCommand implements Callable<Integer> {
    @ParentCommand
    Main main = new Main();

    @Parameters(
            arity = "1..*",
            paramLabel = "RUNBOOK",
            description = "A path, or the name of a shipped runbook.",
            completionCandidates = ShippedNames.class)
    List<String> names = List.of();

    @Mixin
    JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        boolean unsound = false;
        for (String name : names) {
            unsound |= switch (main.runbooks().check(name)) {
                case Checked.Unsound(List<Diagnostic> mistakes) -> {
                    show(mistakes);
                    yield true;
                }
                case Checked.Sound(var _, List<Diagnostic> warnings) -> {
                    show(warnings);
                    yield false;
                }
            };
        }
        return unsound ? ExitCode.INVALID.number() : 0;
    }

    private void show(List<Diagnostic> diagnostics) {
        if (json.on) {
            diagnostics.forEach(diagnostic -> main.terminal.out().println(DiagnosticJson.of(diagnostic)));
        } else if (!diagnostics.isEmpty()) {
            main.terminal.err().println(main.runbooks().draw(diagnostics));
        }
    }
}
