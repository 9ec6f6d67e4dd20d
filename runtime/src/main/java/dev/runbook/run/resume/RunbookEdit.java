package dev.runbook.run.resume;

/**
 * Something that was changed in a step that the run has done.
 *
 * @param step the address of the step; empty between steps
 * @param what {@code changed}, {@code moved} or {@code gone}
 * @param before the text that ran; empty when something was added
 * @param now the text of today; empty when something was taken out
 */
public record RunbookEdit(String step, String what, String before, String now) {
    /** In a few words, for the journal. */
    public String words() {
        return (step.isEmpty() ? "what is between the steps" : "step \"" + step + "\"") + " was " + what;
    }
}
