package dev.runbook.journal;

import java.util.List;

/** Hands on facts, and puts notes behind the first: what was found out before there was a run to say it. */
public final class Opening implements Journal {
    private final Journal next;
    private List<String> notes;

    public Opening(Journal next, List<String> notes) {
        this.next = next;
        this.notes = List.copyOf(notes);
    }

    @Override
    public void append(Entry entry) {
        next.append(entry);
        List<String> due = notes;
        notes = List.of();
        due.forEach(note -> next.append(new Entry.Noted("", "", note)));
    }
}
