package dev.runbook.run.resume;

import dev.runbook.language.failure.FailureClass;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody said no to one way, was offered another, and said no to that as well: whoever carries the run on is asked
 * again from the first, so what was read and asked for the other is left out. Once something was done on the way, it
 * stays.
 */
final class DeclinedWays {
    private static final int NONE = -1;

    private final List<Recorded> kept = new ArrayList<>();
    private int otherWay = NONE;
    private boolean declined;

    private DeclinedWays() {}

    /** Whether a clause was entered that names a no. */
    static boolean leads(Entry.Rescuing e) {
        return e.failure().classes().contains(FailureClass.Declined)
                && e.clause().contains(FailureClass.Declined.name());
    }

    static List<Recorded> leftOut(List<Recorded> records) {
        DeclinedWays ways = new DeclinedWays();
        records.forEach(ways::take);
        return ways.kept;
    }

    private void take(Recorded recorded) {
        Entry entry = recorded.entry();
        if (entry instanceof Entry.Rescuing rescuing && leads(rescuing) && otherWay == NONE) {
            otherWay = kept.size();
        } else if (entry instanceof Entry.TaskIntended intended
                && intended.activity().changes()) {
            otherWay = NONE;
        } else if (entry instanceof Entry.TaskEnded ended) {
            declined = ended.failure()
                    .filter(failure -> failure.classes().contains(FailureClass.Declined))
                    .isPresent();
        } else if (entry instanceof Entry.Resumed) {
            otherWay = NONE;
        } else if (entry instanceof Entry.Ended ended) {
            if (otherWay != NONE && declined && ended.end() == Entry.RunEnd.DECLINED) {
                kept.subList(otherWay, kept.size()).clear();
            }
            otherWay = NONE;
        }
        kept.add(recorded);
    }
}
