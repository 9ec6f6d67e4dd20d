package dev.runbook.run.plan;

import java.util.List;

/**
 * What is known about a task before it runs.
 *
 * @param detail the value, the condition's sides or the reason, for people; may be empty
 * @param command the argument list of the program that it will start; empty for none
 * @param outside files that it names and that lie outside the working folder, though the operator has not named them
 */
public record Forecast(Verdict verdict, String detail, List<String> command, List<String> outside) {

    /** How much is known. */
    public enum Verdict {
        /** It will be done when the run comes here. */
        RUNS,
        /** It will not be done; the detail says why. */
        SKIPPED,
        /** Whether or how it is done is decided during the run; the detail says by what. */
        DECIDED_LATER,
        /** A check that holds now, or a value that is known now. */
        KNOWN,
        /** It would fail now; the detail says how. */
        FAILS
    }

    public Forecast {
        command = List.copyOf(command);
        outside = List.copyOf(outside);
    }

    Forecast(Verdict verdict, String detail, List<String> command) {
        this(verdict, detail, command, List.of());
    }

    static Forecast of(Verdict verdict, String detail) {
        return new Forecast(verdict, detail, List.of());
    }
}
