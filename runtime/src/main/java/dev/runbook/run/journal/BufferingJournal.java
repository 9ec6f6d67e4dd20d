package dev.runbook.run.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * Hands on facts from the beginning or the carrying on of a run. What was found out or wished before there was a run to
 * say it stands behind that. Can be used by several threads.
 */
public final class BufferingJournal implements Journal {
    private final Journal next;
    private final List<Entry> early = new ArrayList<>();
    private boolean open;

    public BufferingJournal(Journal next) {
        this.next = next;
    }

    @Override
    public synchronized void append(Entry entry) {
        if (open) {
            next.append(entry);
        } else if (entry instanceof Entry.Began || entry instanceof Entry.Resumed) {
            open = true;
            next.append(entry);
            early.forEach(next::append);
            early.clear();
        } else {
            early.add(entry);
        }
    }
}
