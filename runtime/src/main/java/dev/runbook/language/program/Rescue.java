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
    /** What journals call a clause for any failure. */
    public static final String ANY = "rescue";

    /** A reason to enter the clause. */
    public sealed interface Trigger {
        /** As journals name the clause that was entered for it. */
        String words();

        record Named(FailureClass failureClass) implements Trigger {
            @Override
            public String words() {
                return ANY + " " + failureClass;
            }
        }

        /** A pattern over the error output of the failed action, with its text as written. */
        record Matching(Pattern pattern, String written) implements Trigger {
            @Override
            public String words() {
                return ANY + " " + written;
            }
        }
    }

    /** As journals name it, whichever of its triggers it was entered for. */
    public List<String> words() {
        return triggers.isEmpty()
                ? List.of(ANY)
                : triggers.stream().map(Trigger::words).toList();
    }
}
