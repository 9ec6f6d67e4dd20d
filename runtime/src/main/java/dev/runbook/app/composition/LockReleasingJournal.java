package dev.runbook.app.composition;

import dev.runbook.machine.folder.RunLock;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A journal that lets others take their turn once its first fact is written, by which they can see the run. */
public record LockReleasingJournal(Journal next, RunLock turn) implements Journal {
    @Override
    public void append(Entry entry) {
        next.append(entry);
        try {
            turn.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
