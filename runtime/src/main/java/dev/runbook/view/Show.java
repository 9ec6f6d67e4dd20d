package dev.runbook.view;

import dev.runbook.journal.Journal;
import dev.runbook.port.Stage;

/** Shows a run while it goes on: its facts, which stay, and what happens in between. Can be called from any thread. */
public interface Show extends Journal, Stage {
    /** Called once a second. */
    void tick();
}
