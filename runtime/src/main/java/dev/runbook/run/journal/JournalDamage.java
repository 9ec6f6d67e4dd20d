package dev.runbook.run.journal;

/**
 * Something in a journal that no run writes.
 *
 * @param line the number of the line in the file, from 1
 * @param what what is wrong with it, and what that means
 */
public record JournalDamage(long line, DamageKind kind, String what) {
    /** What a flaw does to the story. */
    public enum DamageKind {
        /** The line says no fact that can be read. */
        UNREADABLE,
        /** Lines are missing before this one, or it stands in the wrong place. */
        MISSING,
        /** The line says a fact, but not the one that was written. */
        CHANGED
    }

    /** The sentence for people. */
    public String text() {
        return switch (kind) {
            case UNREADABLE -> "line " + line + " of the journal cannot be read: " + what;
            case MISSING, CHANGED -> "line " + line + " of the journal: " + what;
        };
    }
}
