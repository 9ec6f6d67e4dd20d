package dev.runbook.app.view;

import dev.runbook.port.LiveProgress;
import dev.runbook.run.journal.Journal;
import dev.runbook.run.journal.Recorded;

/** Shows a run while it goes on: its facts, which stay, and what happens in between. Can be called from any thread. */
public interface LiveView extends Journal, LiveProgress {
    /** Takes a fact of before the run was carried on: it counts, and is not shown again. */
    void recall(Recorded recorded);

    /** Called once a second. */
    void tick();
}
