package dev.runbook.run.journal;

import java.util.List;

/** Gives every fact to several journals in order: the disk first, so that nothing is shown that was not written. */
public record FanOut(List<Journal> journals) implements Journal {
    public FanOut {
        journals = List.copyOf(journals);
    }

    public static FanOut of(Journal... journals) {
        return new FanOut(List.of(journals));
    }

    @Override
    public void append(Entry entry) {
        journals.forEach(journal -> journal.append(entry));
    }
}
