package dev.runbook.app.cli;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.view.PlanForm;
import dev.runbook.run.report.ExitCode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
            "Show what a run will do, as the server decides it. Nothing is changed.",
            "",
            "Examples:",
            "  runbook plan update-coder.rb version=1.16.1",
            "  runbook plan --detail update-coder.rb          every command and branch",
            "  runbook plan --offline update-coder.rb         without cluster and helm",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it succeeds, is recovered, or nobody can know it",
            "1:it would fail",
            "2:with --detailed-exitcode, there is something to do",
            "3:the cluster or a chart repository did not answer; what the rest decides is drawn"
        })
final class PlanCommand implements Callable<Integer> {
    @ParentCommand
    Main main = new Main();

    @Mixin
    PlanOptions planning = new PlanOptions();

    @Option(names = "--json", description = "The plan as JSON, as docs/plan-schema.json describes it.")
    boolean json;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (the default), json, markdown or html.")
    PlanForm form = PlanForm.text;

    @Option(names = "--why", paramLabel = "STEP", description = "How it is known what a step will do.")
    String why = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Save the plan: show FILE shows it, exec FILE does it while it holds.")
    @Nullable
    Path out;

    @Override
    public Integer call() throws InterruptedException {
        if (out != null && (planning.offline || planning.detail || planning.all)) {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: --out saves what the server has foretold: leave out --offline, --detail and --all");
        }
        return planning.draw(
                main.runbooks(),
                json ? PlanForm.json : form,
                Optional.of(why).filter(step -> !step.isEmpty()),
                Optional.ofNullable(out));
    }
}
