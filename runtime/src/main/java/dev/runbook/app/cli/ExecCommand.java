package dev.runbook.app.cli;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.foresee.SavedPlanFile;
import dev.runbook.app.run.ExecPreview;
import dev.runbook.app.run.GivenInputs;
import dev.runbook.app.run.NewRun;
import dev.runbook.app.run.PlanToDo;
import dev.runbook.app.run.PlannedInputs;
import dev.runbook.app.view.PlanForm;
import dev.runbook.provider.helm.Helm;
import dev.runbook.run.report.CommandText;
import dev.runbook.run.report.ExitCode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Option(names = "--preview", negatable = true, description = "Show the plan and ask, as at a terminal anyway.")
    @Nullable
    Boolean preview;

    @Option(names = "--new", description = "Begin even though a run was left unfinished.")
    boolean anew;

    @Override
    public Integer call() throws InterruptedException {
        if (dryRun) {
            return planning.draw(
                    main.runbooks(), run.json.on ? PlanForm.json : PlanForm.text, Optional.empty(), Optional.empty());
        }
        Optional<PlanToDo> saved = SavedPlanFile.find(planning.inputs.name).map(PlanToDo::read);
        saved.ifPresent(this::holdAlone);
        return saved.map(plan -> of(
                        plan.plan().runbook(),
                        new PlannedInputs(plan.plan(), Optional.ofNullable(planning.inputs.file)),
                        plan.cluster(),
                        saved))
                .orElseGet(() -> of(
                        planning.inputs.name, planning.inputs.given(), planning.cluster.settings(), Optional.empty()))
                .begin(anew, run.answers.yes, plan -> run.manner(main, run.person(main.terminal), plan))
                .number();
    }

    private NewRun of(String name, GivenInputs inputs, Helm.Settings cluster, Optional<PlanToDo> saved) {
        boolean wanted = preview == null ? saved.isEmpty() && main.terminal.converses() && !run.json.on : preview;
        if (wanted && run.json.on) {
            throw new CommandExit(
                    ExitCode.INVALID, "error: --preview is for people: with --json, use plan --json before");
        }
        return new NewRun(
                main.runbooks(),
                name,
                inputs,
                cluster,
                run.runs.unfinished(),
                new ExecPreview(
                        wanted,
                        Boolean.TRUE.equals(preview) && !main.terminal.converses(),
                        run.answers.yes,
                        run.person(main.terminal),
                        saved,
                        run.json.on));
    }

    /** Ends the command where something is given that a saved plan has already. */
    private void holdAlone(PlanToDo saved) {
        ClusterOptions cluster = planning.cluster;
        if (!planning.inputs.arguments.isEmpty()
                || cluster.kubeconfig != null
                || cluster.context != null
                || cluster.helm != null) {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: " + saved.file().path() + " is a saved plan, which has its parameters, its cluster and its"
                            + " helm: give none. To plan with others: runbook plan "
                            + CommandText.quote(saved.plan().runbook()) + " ... --out FILE");
        }
        saved.holdFolder(Path.of("").toAbsolutePath());
    }
}
