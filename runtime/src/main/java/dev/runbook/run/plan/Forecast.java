package dev.runbook.run.plan;

import dev.runbook.provider.Impact;
import dev.runbook.provider.ReleaseName;
import java.util.List;
import java.util.Optional;

/**
 * What is known about a task before it runs.
 *
 * @param detail the value, the condition's sides or the reason, for people; may be empty
 * @param command the argument list of the program that it will start; empty for none
 * @param locks the release that nobody else must change while it runs, as far as its name is known
 * @param impact what it would do to the objects of the cluster, as they are now
 * @param differences what it would change in objects of the cluster, a line for each field
 * @param outside files that it names and that lie outside the working folder, though the operator has not named them
 */
public record Forecast(
        Verdict verdict,
        String detail,
        List<String> command,
        Optional<ReleaseName> locks,
        Impact impact,
        List<String> differences,
        List<String> outside) {

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
        differences = List.copyOf(differences);
        outside = List.copyOf(outside);
    }

    /** The same task with something else that is known of it. */
    Forecast with(Verdict other, String otherDetail) {
        return new Forecast(other, otherDetail, command, locks, impact, List.of(), List.of());
    }

    /** The same task with what it would do to the cluster. */
    Forecast with(Impact other) {
        return new Forecast(verdict, detail, command, locks, other, differences, outside);
    }

    /** The same task with the fields that it would change. */
    Forecast with(List<String> fields) {
        return new Forecast(verdict, detail, command, locks, impact, fields, outside);
    }

    static Forecast of(Verdict verdict, String detail) {
        return new Forecast(verdict, detail, List.of(), Optional.empty(), Impact.NONE, List.of(), List.of());
    }
}
