package dev.runbook.provider;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.runbook.language.failure.FailureClass;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One wording that tools are known to print for a failure class.
 *
 * @param failureClass what it means
 * @param pattern tested against the error output on one line, escaped quotes made plain
 * @param exception what such a text has when it means something else
 * @param sample a real text, or a real text cut short with {@code …}
 * @param versions which tools print it
 * @param source where the text comes from
 */
public record FailureText(
        FailureClass failureClass,
        Pattern pattern,
        Optional<Pattern> exception,
        String sample,
        String versions,
        Provenance source) {

    /** How we know that a tool prints a text. */
    public enum Provenance {
        /** Printed by the real tool in front of us. */
        MEASURED("measured with the real tools"),
        /** Stands in the tool's sources or its issues. */
        READ("read in the tool's sources or issues"),
        /** Stands in the guide that the shipped runbook follows. */
        GUIDE("quoted by Coder's update guide");

        private final String words;

        Provenance(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public static FailureText text(
            FailureClass failureClass, String pattern, String sample, String versions, Provenance source) {
        return new FailureText(failureClass, Pattern.compile(pattern), Optional.empty(), sample, versions, source);
    }

    /** The same, but a text that has that, too, is none of it. */
    public FailureText unless(String other) {
        return new FailureText(failureClass, pattern, Optional.of(Pattern.compile(other)), sample, versions, source);
    }

    /** Where an output says it first; empty when it does not. */
    public OptionalInt firstIn(String output) {
        Matcher found = pattern.matcher(output);
        while (found.find()) {
            String said = found.group();
            if (exception.filter(other -> other.matcher(said).find()).isEmpty()) {
                return OptionalInt.of(found.start());
            }
        }
        return OptionalInt.empty();
    }
}
