package dev.runbook.app.cli;

import dev.runbook.app.run.NewRun;
import java.util.concurrent.Callable;
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
            "4 a bug in runbook, 5 stopped by an answer, 6 recovered, 130 interrupted."
        })
final class ExecCommand implements Callable<Integer> {
    @ParentCommand
    Main main = new Main();

    @Mixin
    RunOptions run = new RunOptions();

    @Option(names = "--dry-run", description = "The same as runbook plan.")
    boolean dryRun;

    @Mixin
    PlanOptions planning = new PlanOptions();

    @Option(names = "--new", description = "Begin even though a run was left unfinished.")
    boolean anew;

    @Override
    public Integer call() throws InterruptedException {
        if (dryRun) {
            return planning.draw(main.runbooks(), run.json.on);
        }
        return new NewRun(
                        main.runbooks(),
                        planning.inputs.name,
                        planning.inputs.given(),
                        planning.cluster.settings(),
                        run.runs.unfinished())
                .begin(anew, run.answers.yes, plan -> run.manner(main, run.person(main.terminal), plan))
                .number();
    }
}
