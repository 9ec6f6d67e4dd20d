package dev.runbook.provider;

import com.google.re2j.Pattern;
import dev.runbook.language.failure.FailureClass;

/**
 * One wording that tools are known to print for a failure class.
 *
 * @param failureClass what it means
 * @param pattern tested against the error output on one line, escaped quotes made plain
 * @param sample a real text, or a real text cut short with {@code …}
 * @param versions which tools print it
 * @param source where the text comes from
 */
public record FailureText(
        FailureClass failureClass, Pattern pattern, String sample, String versions, Provenance source) {

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
        return new FailureText(failureClass, Pattern.compile(pattern), sample, versions, source);
    }
}
