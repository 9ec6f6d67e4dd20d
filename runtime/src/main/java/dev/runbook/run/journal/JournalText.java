package dev.runbook.run.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a journal says.
 *
 * @param records its facts in order
 * @param changes what shows that it was changed after it was written; its facts are to be doubted then
 * @param end where it ends, and whether its last line was cut short
 */
public record JournalText(List<Recorded> records, List<JournalDamage> changes, JournalEnd end) {
    public JournalText {
        records = List.copyOf(records);
        changes = List.copyOf(changes);
    }

    /**
     * Reads the lines of a journal.
     *
     * @throws EntryJson.Unreadable when a line before the last one is broken or missing; the message says which and why
     */
    public static JournalText read(List<String> lines) {
        List<Recorded> records = new ArrayList<>();
        List<JournalDamage> changes = new ArrayList<>();
        JournalReading reading = new JournalReading(records::add, doubting(changes));
        lines.forEach(line -> reading.line(line.getBytes(StandardCharsets.UTF_8), true));
        return new JournalText(records, changes, reading.end());
    }

    /** What to do about flaws so that a story without gaps comes out: changes are kept, all else ends the reading. */
    public static Consumer<JournalDamage> doubting(List<JournalDamage> changes) {
        return flaw -> {
            switch (flaw.kind()) {
                case UNREADABLE, MISSING -> throw new EntryJson.UnreadableEntryException(flaw.text());
                case CHANGED -> changes.add(flaw);
            }
        };
    }

    /** Whether a last line was cut short and left out: the run ended while writing it. */
    public boolean torn() {
        return end.torn() > 0;
    }
}
