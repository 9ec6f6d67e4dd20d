package dev.runbook.app.run;

import dev.runbook.app.composition.Execution;
import dev.runbook.app.composition.Terminal;
import dev.runbook.app.library.Runbooks;
import dev.runbook.port.SecretPrompt;
import dev.runbook.provider.helm.Helm;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.report.ExitCode;
import java.util.Optional;
import java.util.function.Function;

/** A run that is to be carried on: everything that must hold before it goes on, in the order in which it is looked at. */
public record ContinuedRun(Runbooks runbooks, Helm.Settings cluster, ResumeRequest wanted) {

    /**
     * What the operator said of it.
     *
     * @param run how it is named; the only unfinished one when left out
     * @param asBegun whether it goes on with the text that it began with
     * @param edited whether it goes on although steps that are done were changed since
     * @param beforeDamage whether it goes on from what stands before the damage of its journal
     * @param secrets a parameter file with them
     */
    public record ResumeRequest(
            UnfinishedRuns runs,
            Optional<String> run,
            boolean asBegun,
            boolean edited,
            boolean beforeDamage,
            Optional<String> secrets) {}

    /** Shows what would be done, and does nothing. */
    public ExitCode draw() throws InterruptedException {
        try (Execution execution = Execution.here(terminal(), cluster)) {
            ResumableRun resumable = ResumableRun.of(runbooks, execution, wanted, SecretPrompt.NOBODY);
            if (isOver(resumable)) {
                return ExitCode.DONE;
            }
            resumable.holdTo(wanted.edited(), wanted.runs().next());
            resumable.draw(
                    terminal().out(),
                    execution,
                    terminal().masking(),
                    wanted.runs().next());
            return ExitCode.DONE;
        }
    }

    /** Carries it on to its end. */
    public ExitCode carryOn(Function<Plan, PlanRunner.Manner> manner) throws InterruptedException {
        try (Execution execution = Execution.here(terminal(), cluster)) {
            SecretPrompt prompt = Secrets.once(terminal().secrets());
            ResumableRun resumable = ResumableRun.of(runbooks, execution, wanted, prompt);
            if (isOver(resumable)) {
                return ExitCode.DONE;
            }
            resumable.holdTo(wanted.edited(), wanted.runs().next());
            resumable.holdToSound(wanted.beforeDamage(), terminal().people(true), terminal()::warn);
            execution.preflight(resumable.runbook());
            resumable.sameCluster(execution.target());
            Plan plan = execution.plan(
                    resumable.runbook(),
                    terminal()
                            .hiding(InputValues.again(
                                    resumable.runbook().inputs(),
                                    resumable.inputs(),
                                    wanted.secrets(),
                                    terminal().environment(),
                                    prompt)));
            resumable.sameSecrets(terminal().masking());
            execution.rights(plan);
            return new PlanRunner(terminal(), execution, manner.apply(plan)).resume(plan, resumable);
        }
    }

    private Terminal terminal() {
        return runbooks.terminal();
    }

    private boolean isOver(ResumableRun resumable) {
        if (resumable.done()) {
            terminal().out().println("The run " + resumable.run().id() + " is done: nothing is left of it.");
        }
        return resumable.done();
    }
}
