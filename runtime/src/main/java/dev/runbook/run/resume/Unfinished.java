package dev.runbook.run.resume;

import dev.runbook.run.journal.Entry;

/** Tells of a run, fact by fact, whether it left something behind that wants to be carried on. */
public final class Unfinished {
    private boolean rehearsal;
    private boolean changed;
    private boolean open;

    /** Takes the next fact of the run. */
    public void take(Entry entry) {
        switch (entry) {
            case Entry.Began e -> {
                rehearsal = e.dialect() == Entry.Dialect.REHEARSAL;
                open = true;
            }
            case Entry.Resumed _ -> open = true;
            case Entry.TaskIntended e -> changed |= e.activity().onlyOnce();
            case Entry.Ended e -> open = changed && e.end() != Entry.RunEnd.DONE && e.end() != Entry.RunEnd.RECOVERED;
            case Entry.Abandoned _ -> open = false;
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
                    Entry.Foretold _,
                    Entry.Noted _,
                    Entry.Decided _,
                    Entry.Rescuing _,
                    Entry.Retrying _,
                    Entry.Interrupted _ -> {}
        }
    }

    /**
     * Whether it is unfinished: it did not end, or it ended otherwise than well after it had begun to change something. A
     * rehearsal's cluster is gone with it, so nothing of it can be carried on.
     */
    public boolean is() {
        return open && !rehearsal;
    }
}
