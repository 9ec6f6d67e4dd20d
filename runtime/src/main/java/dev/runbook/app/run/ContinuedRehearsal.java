package dev.runbook.app.run;

import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.run.journal.Masking;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.report.ExitCode;

/** A rehearsal that was killed, while its world is still there. */
public record ContinuedRehearsal(UnfinishedRuns runs, CheckedRunbook runbook, Masking masking) {
    /** Carries a run on to its end, with the text that it began with. */
    public ExitCode carryOn(String run, Plan plan, PlanRunner runner, PlanRunner.LastWork last)
            throws InterruptedException {
        return runner.resume(plan, ResumableRun.again(runs, run, runbook, masking), last);
    }
}
