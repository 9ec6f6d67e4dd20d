package dev.runbook.app.rehearse;

import dev.runbook.run.journal.Recorded;
import dev.runbook.run.report.ExitCode;
import dev.runbook.run.report.RunReport;
import java.util.List;

/**
 * A rehearsal that has ended: its exit code, and the facts of its journal.
 *
 * @param unmet which of the troubles that were ordered never came
 */
public record RehearsedRun(ExitCode code, List<Recorded> facts, List<String> unmet) {
    public RehearsedRun {
        facts = List.copyOf(facts);
        unmet = List.copyOf(unmet);
    }

    /** One that never began. */
    static RehearsedRun notBegun(ExitCode code) {
        return new RehearsedRun(code, List.of(), List.of());
    }

    public boolean hasBegun() {
        return !facts.isEmpty();
    }

    public RunReport report() {
        return RunReport.of(facts);
    }
}
