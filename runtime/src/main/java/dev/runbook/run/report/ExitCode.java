package dev.runbook.run.report;

import dev.runbook.run.journal.Entry;

/** What the program's exit code says. */
public enum ExitCode {
    DONE(0, "done"),
    FAILED(1, "ran and failed"),
    INVALID(2, "wrong usage, or a runbook that is not valid"),
    CANNOT_SERVE(3, "the environment cannot serve: no helm, no cluster, no place for the journal"),
    BUG(4, "a bug in runbook itself"),
    DECLINED(5, "stopped by a person's answer, or because nobody answered"),
    RECOVERED(6, "done after a recovery; only with --exit-recovered, otherwise 0"),
    INTERRUPTED(130, "interrupted");

    private final int number;
    private final String about;

    ExitCode(int number, String about) {
        this.number = number;
        this.about = about;
    }

    public int number() {
        return number;
    }

    public String about() {
        return about;
    }

    /**
     * The code that a run ends with.
     *
     * @param exitRecovered whether a recovery is told apart from a clean run
     */
    public static ExitCode of(Entry.RunEnd end, boolean exitRecovered) {
        return switch (end) {
            case DONE -> DONE;
            case RECOVERED -> exitRecovered ? RECOVERED : DONE;
            case FAILED -> FAILED;
            case DECLINED -> DECLINED;
            case INTERRUPTED -> INTERRUPTED;
        };
    }

    /** The code that a run ends with; a run that did not end counts as interrupted. */
    public static ExitCode of(RunReport report, boolean exitRecovered) {
        return report.ended().map(ended -> of(ended.end(), exitRecovered)).orElse(INTERRUPTED);
    }
}
