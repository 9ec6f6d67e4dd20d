package dev.runbook.run.journal;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.program.TaskKey;
import java.time.Duration;

/**
 * Writes down what happens in a step.
 *
 * @param address with the items of the loops around it; empty between the steps
 */
public record StepFacts(Journal journal, String address, String number, String title) {
    /** What happens at a place of the step, such as {@code body.2}. */
    public TaskFacts task(TaskKey key) {
        return new TaskFacts(journal, address, key);
    }

    /**
     * An attempt begins.
     *
     * @param key its place within the step around
     */
    public void started(TaskKey key, int attempt, boolean destructive) {
        journal.append(new Entry.StepStarted(address, key.text(), number, title, attempt, destructive));
    }

    public void skipped(TaskKey key, String reason) {
        journal.append(new Entry.StepSkipped(address, key.text(), number, title, reason));
    }

    /** A run that is carried on enters it again. */
    public void resumed() {
        journal.append(new Entry.StepResumed(address, number, title));
    }

    public void ended(Entry.StepEnd end, Duration took) {
        journal.append(new Entry.StepEnded(address, number, end, took));
    }

    /** A rescue clause answers to a failure. */
    public void rescuing(String clause, Failure failure) {
        journal.append(new Entry.Rescuing(address, clause, failure));
    }

    /** The body is tried again after a pause. */
    public void retrying(int attempt, int attempts, Duration pause, String why) {
        journal.append(new Entry.Retrying(address, attempt, attempts, pause, why));
    }
}
