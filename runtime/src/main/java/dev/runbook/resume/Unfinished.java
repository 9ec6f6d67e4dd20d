package dev.runbook.resume;

import dev.runbook.catalogue.Effect;
import dev.runbook.journal.Entry;
import dev.runbook.journal.Recorded;
import java.util.List;

/** Tells whether a run left something behind that wants to be carried on. */
public final class Unfinished {
    private Unfinished() {}

    /**
     * Whether a run is unfinished: it did not end, or it ended otherwise than well after it had begun to change
     * something. A rehearsal's cluster is gone with it, so nothing of it can be carried on.
     */
    public static boolean is(List<Recorded> records) {
        boolean changed = false;
        boolean open = false;
        for (Recorded recorded : records) {
            switch (recorded.entry()) {
                case Entry.Began e -> {
                    if (e.dialect().equals("rehearsal")) {
                        return false;
                    }
                    open = true;
                }
                case Entry.Resumed _ -> open = true;
                case Entry.TaskIntended e ->
                    changed |= !e.effect().equals(Effect.READS.name())
                            && !e.effect().equals(Effect.REPEATABLE.name());
                case Entry.Ended e ->
                    open = changed && e.end() != Entry.RunEnd.DONE && e.end() != Entry.RunEnd.RECOVERED;
                case Entry.StepStarted _,
                        Entry.StepSkipped _,
                        Entry.StepResumed _,
                        Entry.StepEnded _,
                        Entry.ProgramStarted _,
                        Entry.Settled _,
                        Entry.TaskEnded _,
                        Entry.Bound _,
                        Entry.Asked _,
                        Entry.Answered _,
                        Entry.Noted _,
                        Entry.Decided _,
                        Entry.Rescuing _,
                        Entry.Retrying _,
                        Entry.Interrupted _ -> {}
            }
        }
        return open;
    }
}
