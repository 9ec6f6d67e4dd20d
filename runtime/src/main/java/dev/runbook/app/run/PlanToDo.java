package dev.runbook.app.run;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.Execution;
import dev.runbook.app.foresee.PlanFacts;
import dev.runbook.app.foresee.SavedPlan;
import dev.runbook.app.foresee.SavedPlanFile;
import dev.runbook.app.foresee.SavedPlanFile.NoPlanException;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.machine.folder.IoReason;
import dev.runbook.provider.helm.Helm;
import dev.runbook.run.report.CommandText;
import dev.runbook.run.report.ExitCode;
import dev.runbook.text.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A saved plan that is to be done, once, and only as long as it holds. */
public record PlanToDo(SavedPlanFile file, SavedPlan plan) {
    private static final int MOST = 8;

    /** Reads it, or ends the command, also where it was done before. */
    public static PlanToDo read(SavedPlanFile file) {
        PlanToDo plan = open(file);
        used(file).ifPresent(when -> {
            throw new CommandExit(
                    ExitCode.CANNOT_SERVE,
                    "error: the plan " + file.path() + " was used " + when + ". A plan is done once; make another.");
        });
        return plan;
    }

    /** When and by whom it was done; ends the command where that cannot be read. */
    static Optional<String> used(SavedPlanFile file) {
        try {
            return file.used().map(SafeText::line);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static CommandExit unreadable(SavedPlanFile file, IOException e) {
        return new CommandExit(ExitCode.INVALID, "error: " + file.path() + " cannot be read: " + IoReason.of(e));
    }

    /** Reads it, or ends the command. */
    static PlanToDo open(SavedPlanFile file) {
        try {
            return new PlanToDo(file, file.read());
        } catch (NoPlanException damaged) {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: " + file.path() + " is no plan that can be done: " + damaged.getMessage()
                            + ". Make it anew: runbook plan RUNBOOK --out " + file.path());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The cluster and the helm that it was made for. */
    public Helm.Settings cluster() {
        return new Helm.Settings(
                plan.cluster().getOrDefault("helm", "helm"),
                Optional.ofNullable(plan.cluster().get("kubeconfig")),
                Optional.ofNullable(plan.cluster().get("context")),
                Map.of());
    }

    /** Ends the command where it would be another place than the plan was made for. */
    public void holdFolder(Path folder) {
        if (!plan.folder().equals(folder.toString())) {
            throw refused(List.of("working folder: " + plan.folder() + " → " + folder));
        }
    }

    /** Ends the command where the runbook is not as it was. */
    void holdRunbook(CheckedRunbook runbook) {
        List<String> changes = plan.facts().only("runbook ").changes(PlanFactsReader.runbook(runbook));
        if (!changes.isEmpty()) {
            throw refused(changes);
        }
    }

    /**
     * Ends the command where anything is not as it was.
     *
     * @param failure why the run would come to an end before its time now
     */
    void hold(PlanFacts now, Optional<Failure> failure) {
        List<String> changes = plan.facts().changes(now);
        if (changes.isEmpty()) {
            return;
        }
        if (failure.isEmpty()) {
            throw refused(changes);
        }
        List<String> why = new ArrayList<>(plan.facts().changesSeen(now));
        why.addFirst("it would fail now: " + failure.get().summary());
        throw refused(why);
    }

    private CommandExit refused(List<String> changes) {
        StringBuilder text = new StringBuilder("error: the plan does not hold any longer. Nothing has been run.");
        changes.stream().limit(MOST).forEach(change -> text.append("\n  ").append(SafeText.line(change)));
        if (changes.size() > MOST) {
            text.append("\n  and ").append(changes.size() - MOST).append(" more");
        }
        text.append("\n  See what would happen now: runbook plan ")
                .append(CommandText.quote(plan.runbook()))
                .append(" ... --out ")
                .append(CommandText.quote(file.path().toString()));
        return new CommandExit(ExitCode.CANNOT_SERVE, text.toString());
    }

    /** Looks once more whether its releases are as they were, which nobody else changes now, and marks it as used; or ends the command. */
    void use(Execution here, String when) throws InterruptedException {
        List<String> changes = plan.facts().only("release ").changes(PlanFactsReader.releases(plan.facts(), here));
        if (!changes.isEmpty()) {
            throw refused(changes);
        }
        try {
            file.use(plan, when);
        } catch (NoPlanException used) {
            throw new CommandExit(
                    ExitCode.CANNOT_SERVE,
                    "error: the plan " + file.path() + " is not done: " + used.getMessage()
                            + ". Nothing has been run.");
        } catch (IOException e) {
            throw new CommandExit(
                    ExitCode.CANNOT_SERVE,
                    "error: the plan " + file.path() + " cannot be marked as used: " + IoReason.of(e)
                            + ". Nothing has been run.");
        }
    }
}
