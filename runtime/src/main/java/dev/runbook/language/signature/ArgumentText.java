package dev.runbook.language.signature;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import java.time.Duration;

/** The text of a value as one argument of a program. */
public final class ArgumentText {
    private ArgumentText() {}

    /**
     * The text; what a plan does not know yet stands as {@code <label>}.
     *
     * @param what how a message calls the argument
     */
    public static String of(Value value, String what) {
        return switch (value) {
            case Value.Text(String text) -> {
                if (text.indexOf('\0') >= 0) {
                    throw refused(what + " contains a NUL character, which an argument cannot");
                }
                yield text;
            }
            case Value.Int(long number) -> Long.toString(number);
            case Value.Bool(boolean holds) -> Boolean.toString(holds);
            case Value.Duration(Duration duration) -> duration(duration);
            case Value.Version version -> version.version().text();
            case Value.Unknown unknown ->
                unknown.label().startsWith("<") ? unknown.label() : "<" + unknown.label() + ">";
            case Value.Nil nil -> throw refused(what + " is nil");
            case Value.Secret secret ->
                throw new Failed(Failure.of(
                        FailureClass.CommandFailed,
                        what + " is the secret " + secret.name()
                                + ", and a secret is not put where others can read it,"
                                + " such as on a command line or in a file",
                        "Nothing was done. Give the secret to the program that needs it:"
                                + " run \"PROGRAM\", env: { NAME: SECRET }."));
            case Value.List items -> throw refused(what + " is a list, not one argument");
            case Value.Map entries -> throw refused(what + " is a map, not one argument");
            case Value.Entity entity -> throw refused(what + " is a " + entity.type() + ", not a text");
            case Value.Pattern pattern -> throw refused(what + " is a regular expression, not a text");
            case Resources resources -> throw refused(what + " is a set of resources, not a text");
        };
    }

    /** As Go writes a length of time: {@code 10m}, {@code 1h30m}, {@code 500ms}. */
    public static String duration(Duration duration) {
        StringBuilder text = new StringBuilder();
        part(text, duration.toHours(), "h");
        part(text, duration.toMinutesPart(), "m");
        part(text, duration.toSecondsPart(), "s");
        part(text, duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void part(StringBuilder text, long number, String unit) {
        if (number > 0) {
            text.append(number).append(unit);
        }
    }

    private static Failed refused(String summary) {
        return new Failed(Failure.of(FailureClass.CommandFailed, summary, "Nothing was run."));
    }
}
