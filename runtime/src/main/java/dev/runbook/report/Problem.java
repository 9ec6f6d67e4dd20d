package dev.runbook.report;

import dev.runbook.failure.Failure;

/**
 * A failure and where it happened.
 *
 * @param number the step's number; empty outside of steps
 * @param title the step's title; empty outside of steps
 * @param action the action that failed; empty when it was none
 */
public record Problem(String number, String title, String action, Failure failure) {
    /** {@code 7 Upgrade Coder}; what stands between steps has no place of its own. */
    public String place() {
        return number.isEmpty() && title.isEmpty() ? "outside of any step" : (number + " " + title).strip();
    }
}
