package dev.runbook.run.report;

import dev.runbook.language.failure.Failure;

/**
 * A failure and where it happened.
 *
 * @param number the step's number; empty outside of steps
 * @param title the step's title; empty outside of steps
 * @param action the action that failed; empty when it was none
 */
public record LocatedFailure(String number, String title, String action, Failure failure, FailureRole part) {
    /** What part it had in how the run ended. */
    public enum FailureRole {
        /** The run ended with it; where it did not end, it came first. */
        ENDED("failure"),
        /** It came while that was being mended. */
        LATER("then"),
        /** It came before that, and was answered to without its step coming to a good end. */
        EARLIER("before"),
        /** Its step, or one around it, came to a good end all the same. */
        RECOVERED("recovered");

        private final String label;

        FailureRole(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** {@code 7 Upgrade Coder}; what stands between steps has no place of its own. */
    public String place() {
        return number.isEmpty() && title.isEmpty() ? "outside of any step" : (number + " " + title).strip();
    }

    LocatedFailure as(FailureRole other) {
        return new LocatedFailure(number, title, action, failure, other);
    }
}
