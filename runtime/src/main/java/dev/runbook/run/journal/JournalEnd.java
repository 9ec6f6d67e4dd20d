package dev.runbook.run.journal;

/**
 * Where a journal ends: what its next line must join on to.
 *
 * @param sequence the number of its last line; 0 when it has none
 * @param schema the form of its last line; 0 when it has none
 * @param sum the sum of its last line; empty when it has none
 * @param bytes how long its whole lines are together
 * @param open whether the last line is whole but for its line feed
 * @param torn how many bytes follow that are not a whole line: the run ended while it wrote them
 */
public record JournalEnd(long sequence, int schema, String sum, long bytes, boolean open, long torn) {
    /** The end of a journal without a line. */
    public static final JournalEnd NOTHING = new JournalEnd(0, 0, "", 0, false, 0);
}
