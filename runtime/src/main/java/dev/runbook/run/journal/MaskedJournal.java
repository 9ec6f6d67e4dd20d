package dev.runbook.run.journal;

/**
 * Masks the texts of every fact that can hold what a run reads, and hands the fact on. What masking takes from it, and a
 * run needs to go on, is kept apart.
 */
record MaskedJournal(Masking masking, Journal next, ExactFacts exactness) implements Journal {
    @Override
    public void append(Entry entry) {
        next.append(masked(entry));
    }

    private Entry masked(Entry entry) {
        if (masking.isIdle()) {
            return entry;
        }
        Entry masked = new EntryTexts(masking::text).of(entry);
        if (!masked.equals(entry)) {
            exactness.keep(masked, new EntryTexts(masking::sealed).of(entry));
        }
        return masked;
    }
}
