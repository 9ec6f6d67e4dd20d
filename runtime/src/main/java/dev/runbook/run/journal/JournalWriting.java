package dev.runbook.run.journal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Makes the lines of a journal: each has its number, the sum of the line before, and a sum of its own. */
public final class JournalWriting {
    private long sequence;
    private int schema;
    private String previous;

    /** @param end where the journal ends so far; {@link JournalEnd#NOTHING} for a new one */
    public JournalWriting(JournalEnd end) {
        this.sequence = end.sequence();
        this.schema = end.schema();
        this.previous = end.sum();
    }

    /** The next line, with the line feed at its end. */
    public byte[] next(Instant time, Entry entry) {
        sequence++;
        // A journal that an older version began says in its middle that the form is another one from here on.
        boolean says = schema != EntryJson.SCHEMA;
        schema = EntryJson.SCHEMA;
        String open = EntryJson.open(new Recorded(sequence, time, entry), says, previous);
        previous = LineChecksum.ofBare(open.getBytes(StandardCharsets.UTF_8));
        return (open + LineChecksum.close(previous) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** How many lines the journal has. */
    public long sequence() {
        return sequence;
    }
}
