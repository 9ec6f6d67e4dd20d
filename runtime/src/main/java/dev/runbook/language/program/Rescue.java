package dev.runbook.language.program;

import com.google.re2j.Pattern;
import dev.runbook.language.failure.FailureClass;
import java.util.List;
import java.util.Optional;

/**
 * A rescue clause of a step.
 *
 * @param triggers what it answers to; none means any failure
 * @param name what the failure is called inside
 */
public record Rescue(Where where, List<Trigger> triggers, Optional<String> name, List<Task> body) {

    /** A reason to enter the clause. */
    public sealed interface Trigger {
        record Named(FailureClass failureClass) implements Trigger {}

        /** A pattern over the error output of the failed action, with its text as written. */
        record Matching(Pattern pattern, String written) implements Trigger {}
    }
}
