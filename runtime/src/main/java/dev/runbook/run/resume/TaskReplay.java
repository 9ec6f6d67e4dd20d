package dev.runbook.run.resume;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.value.Value;
import dev.runbook.run.journal.Entry;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What came of a task the last time that the run came by it. */
public sealed interface TaskReplay {
    /** It ended, well or with a failure that the run went on from. */
    record Ended(Optional<Failure> failure) implements TaskReplay {}

    /**
     * It began, and whether it had its effect is not known: its end is missing, or it failed and is to be done again.
     *
     * @param failure how it ended, when that is known
     * @param program the program that it had started last
     */
    record CutShort(Entry.TaskIntended intent, Optional<Failure> failure, Optional<Entry.ProgramStarted> program)
            implements TaskReplay {}

    /** A name got this value. */
    record Bound(String name, Value value, ChangedFacets.Snapshot when) implements TaskReplay {}

    /**
     * A condition was decided.
     *
     * @param arm which branch was taken, as the journal counts; empty where an older journal does not say it
     * @param condition as the journal has it: shortened when it is long
     * @param change how the condition was edited since
     */
    record Decided(OptionalInt arm, String condition, boolean held, Optional<EditedCondition> change)
            implements TaskReplay {
        /** The branch of today that was taken, or stands for it; empty where an older journal does not say it. */
        Optional<Integer> branch() {
            return change.map(EditedCondition::arm)
                    .or(() -> arm.isPresent() ? Optional.of(arm.getAsInt()) : Optional.empty());
        }
    }

    /**
     * A condition that reads otherwise today than when it was decided.
     *
     * @param arm the branch of today that stands for the one that was taken; one more than there are where it was taken out
     */
    record EditedCondition(String before, String now, int arm) {}

    /** A note was shown. */
    record Noted() implements TaskReplay {}

    /**
     * A person said yes.
     *
     * @param by who
     * @param meant what the steps that follow would have acted on; empty in older journals
     * @param acted whether something was begun since that the agreement was for
     */
    record Confirmed(String by, Optional<Map<String, Value>> meant, boolean acted) implements TaskReplay {}
}
