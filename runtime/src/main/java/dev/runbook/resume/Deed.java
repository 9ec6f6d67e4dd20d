package dev.runbook.resume;

import dev.runbook.failure.Failure;
import dev.runbook.journal.Entry;
import dev.runbook.value.Value;
import java.util.Optional;

/** What came of a task the last time that the run came by it. */
public sealed interface Deed {
    /** It ended, well or with a failure that the run went on from. */
    record Ended(Optional<Failure> failure) implements Deed {}

    /**
     * It began, and whether it had its effect is not known: its end is missing, or it failed and is to be done again.
     *
     * @param failure how it ended, when that is known
     * @param program the program that it had started last
     */
    record CutShort(Entry.TaskIntended intent, Optional<Failure> failure, Optional<Entry.ProgramStarted> program)
            implements Deed {}

    /** A name got this value. */
    record Bound(String name, Value value) implements Deed {}

    /** A condition was decided. */
    record Decided(String condition, String choice) implements Deed {}

    /** A note was shown. */
    record Noted() implements Deed {}

    /** A person said yes. */
    record Agreed() implements Deed {}
}
