package dev.runbook.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * What a journal says.
 *
 * @param records its facts in order
 * @param torn whether a last line was cut short and left out: the run ended while writing it
 */
public record JournalText(List<Recorded> records, boolean torn) {
    public JournalText {
        records = List.copyOf(records);
    }

    /**
     * Reads the lines of a journal.
     *
     * @throws EntryJson.Unreadable when a line before the last one is broken; the message says which and why
     */
    public static JournalText read(List<String> lines) {
        List<Recorded> records = new ArrayList<>();
        int last = lines.size();
        // Blocks that the loss of power left unwritten read as blank lines or as zeros.
        while (last > 0 && isBlank(lines.get(last - 1))) {
            last--;
        }
        for (int i = 0; i < last; i++) {
            try {
                records.add(next(lines.get(i), records.size() + 1));
            } catch (EntryJson.Unreadable e) {
                if (e.cut() && i == last - 1 && i > 0) {
                    return new JournalText(records, true);
                }
                throw new EntryJson.Unreadable("line " + (i + 1) + " of the journal cannot be read: " + e.getMessage());
            }
        }
        return new JournalText(records, last < lines.size());
    }

    private static Recorded next(String line, long expected) {
        Recorded recorded = EntryJson.read(line);
        if (recorded.sequence() != expected) {
            throw new EntryJson.Unreadable(
                    "its number is " + recorded.sequence() + " where " + expected + " is due, so a line is missing");
        }
        return recorded;
    }

    private static boolean isBlank(String line) {
        return line.chars().allMatch(c -> c == 0 || Character.isWhitespace(c));
    }
}
