package dev.runbook.run.journal;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal line by line and keeps none of them. Every fact goes to one side, every flaw to the other; a last line
 * that was cut short, or that a loss of power left as zeros, is neither: it is where the run ended.
 */
public final class JournalReading {
    private final Consumer<Recorded> facts;
    private final Consumer<JournalDamage> flaws;
    private long line;
    private long sequence;
    private int schema;
    private long bytes;
    private boolean open;
    private long torn;
    private JournalEnd before = JournalEnd.NOTHING;
    private @Nullable JournalEnd sound;
    /** The sum of the line before; null after one that cannot be read. */
    private @Nullable String sum = "";
    /** What is wrong with the lines so far that may turn out to be a cut end. */
    private @Nullable JournalDamage doubtful;

    /** @param flaws what to do about each flaw; throwing ends the reading */
    public JournalReading(Consumer<Recorded> facts, Consumer<JournalDamage> flaws) {
        this.facts = facts;
        this.flaws = flaws;
    }

    /**
     * Takes the next line.
     *
     * @param content its bytes without the line feed
     * @param whole whether a line feed followed
     * @throws EntryJson.Unreadable when another version of runbook wrote it
     */
    public void line(byte[] content, boolean whole) {
        line++;
        long length = content.length + (whole ? 1L : 0L);
        if (isBlank(content)) {
            if (length > 0) {
                doubt(new JournalDamage(line, JournalDamage.DamageKind.UNREADABLE, "it is blank"), length);
            }
            return;
        }
        if (doubtful != null) {
            // Something follows, so it was no end.
            broken(doubtful);
            bytes += torn;
            torn = 0;
            doubtful = null;
        }
        before = new JournalEnd(sequence, schema, sum == null ? "" : sum, bytes, open, 0);
        try {
            Recorded recorded = read(content);
            bytes += length;
            open = !whole;
            facts.accept(recorded);
        } catch (EntryJson.UnreadableEntryException e) {
            JournalDamage flaw =
                    new JournalDamage(line, JournalDamage.DamageKind.UNREADABLE, String.valueOf(e.getMessage()));
            switch (e.why()) {
                case FORM -> throw e;
                case CUT -> doubt(flaw, length);
                case SENSE -> {
                    broken(flaw);
                    bytes += length;
                }
            }
        }
    }

    private void doubt(JournalDamage flaw, long length) {
        before = new JournalEnd(sequence, schema, sum == null ? "" : sum, bytes, open, 0);
        doubtful = doubtful == null ? flaw : doubtful;
        torn += length;
    }

    private void broken(JournalDamage flaw) {
        found(flaw);
        sequence++;
        sum = null;
    }

    private Recorded read(byte[] content) {
        JsonObject object = JsonObject.parse(new String(content, StandardCharsets.UTF_8));
        if (object.has("schema")) {
            schema = schema(object);
        } else if (schema == 0) {
            throw new EntryJson.UnreadableEntryException(
                    "it does not say its form, as the first line of a journal does");
        }
        Recorded recorded = EntryJson.read(object);
        check(content, object);
        if (recorded.sequence() != sequence + 1) {
            found(new JournalDamage(
                    line,
                    JournalDamage.DamageKind.MISSING,
                    "its number is " + recorded.sequence() + " where " + (sequence + 1)
                            + " is due, so lines are missing or in another order"));
        }
        sequence = recorded.sequence();
        return recorded;
    }

    private int schema(JsonObject object) {
        long said = object.whole("schema");
        if (said < 1 || said > EntryJson.SCHEMA) {
            throw new EntryJson.UnreadableEntryException(
                    "line " + line + " of the journal was written in form " + said
                            + " by another version of runbook; this one reads the forms 1 to " + EntryJson.SCHEMA
                            + ". Use the version that wrote it, or a later one",
                    EntryJson.UnreadableEntryException.Why.FORM);
        }
        if (said > 1 && !object.text("sums").equals(LineChecksum.ALGORITHM)) {
            throw new EntryJson.UnreadableEntryException(
                    "line " + line + " of the journal says sums of " + object.text("sums")
                            + "; this version of runbook reads those of " + LineChecksum.ALGORITHM,
                    EntryJson.UnreadableEntryException.Why.FORM);
        }
        return (int) said;
    }

    /** Whether the line is the one that was written, and follows the one that it followed then. */
    private void check(byte[] content, JsonObject object) {
        if (schema == 1) {
            sum = LineChecksum.ofBare(content);
            return;
        }
        String said = LineChecksum.said(content).orElse("");
        if (said.isEmpty()) {
            changed("it has no sum at its end, as every line of form " + schema + " has; it was changed or put in");
        } else if (!said.equals(LineChecksum.ofSealed(content))) {
            changed("its sum is not that of its text, so it was changed after it was written");
        }
        String before = object.has("prev") ? object.text("prev") : "";
        if (sum != null && !before.equals(sum)) {
            changed(
                    line == 1
                            ? "it says a line before it, so the beginning of the journal is missing"
                            : "it was written after another line than the one before it here: that one was replaced or"
                                    + " put in, or lines between the two were taken out");
        }
        sum = said.isEmpty() ? null : said;
    }

    private void changed(String what) {
        found(new JournalDamage(line, JournalDamage.DamageKind.CHANGED, what));
    }

    private void found(JournalDamage flaw) {
        if (sound == null) {
            sound = before;
        }
        flaws.accept(flaw);
    }

    /** Whether there was nothing to read. */
    public boolean isEmpty() {
        return line == 0 || bytes + torn == 0;
    }

    /** Where the part before the first flaw ends; what follows counts as torn. To be asked after the last line. */
    public JournalEnd sound() {
        JournalEnd good = sound == null ? end() : sound;
        return new JournalEnd(
                good.sequence(), good.schema(), good.sum(), good.bytes(), good.open(), bytes + torn - good.bytes());
    }

    /** Where the journal ends; to be asked after the last line. */
    public JournalEnd end() {
        if (doubtful != null && sequence == 0) {
            broken(doubtful);
        }
        return new JournalEnd(sequence, schema, sum == null ? "" : sum, bytes, open, torn);
    }

    private static boolean isBlank(byte[] content) {
        for (byte b : content) {
            if (b != 0 && b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
