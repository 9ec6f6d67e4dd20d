package dev.runbook.app.rehearse;

import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Journal;

/** The run of a rehearsal, known by its first fact. */
final class StartedRun {
    private volatile String id = "";

    /** A journal in the place of another one, which hears of the beginning. */
    Journal before(Journal journal) {
        return entry -> {
            if (entry instanceof Entry.Began began) {
                id = began.run();
            }
            journal.append(entry);
        };
    }

    String id() {
        return id;
    }
}
