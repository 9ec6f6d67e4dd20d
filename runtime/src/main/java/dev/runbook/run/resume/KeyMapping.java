package dev.runbook.run.resume;

import dev.runbook.language.program.TaskKey;
import java.util.Optional;

/** Where a task of the journal stands in the text of today. */
public interface KeyMapping {
    /** Every task stands where it stood. */
    KeyMapping SAME = (_, key) -> Optional.of(key);

    /**
     * How a condition that was decided was edited; empty when it reads as it did.
     *
     * @param arm the branch that was taken
     */
    default Optional<TaskReplay.EditedCondition> decided(String step, TaskKey key, int arm) {
        return Optional.empty();
    }

    /** How the {@code if:} or {@code unless:} of a step that had been decided was edited. */
    default Optional<TaskReplay.EditedCondition> condition(String step) {
        return Optional.empty();
    }

    /**
     * The place of a task within its step; empty when the step no longer has it.
     *
     * @param step the address of the step, with the items of the loops around it
     * @param key the place that the journal names
     */
    Optional<TaskKey> key(String step, TaskKey key);
}
