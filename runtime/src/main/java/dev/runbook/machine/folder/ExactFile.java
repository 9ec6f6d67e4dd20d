package dev.runbook.machine.folder;

import dev.runbook.machine.files.PrivateFiles;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.EntryJson;
import dev.runbook.run.journal.Recorded;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts from which masking has taken something, with signs in the place of secrets, by their number in the journal. It is
 * made with the first of them; its lines are on the disk before those of the journal.
 */
final class ExactFile implements AutoCloseable {
    static final String NAME = "exact.jsonl";

    private final Path file;
    private @Nullable RandomAccessFile out;
    private byte[] unwritten = {};

    ExactFile(Path folder) {
        this.file = folder.resolve(NAME);
    }

    /**
     * Goes on behind the facts that the journal has; what was written for one that it never got is cut off.
     *
     * @throws IOException also when a line is damaged: what stands behind it is needed
     */
    void goOn(long last) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        RandomAccessFile found = PrivateFiles.open(file);
        out = found;
        long good = 0;
        for (String line : lines(file)) {
            if (read(line, file).sequence() > last) {
                break;
            }
            good += line.getBytes(StandardCharsets.UTF_8).length + 1L;
        }
        found.setLength(good);
        found.seek(good);
    }

    void append(long number, Instant time, Entry sealed) throws IOException {
        RandomAccessFile to = out == null ? PrivateFiles.make(file) : out;
        out = to;
        to.write(EntryJson.write(new Recorded(number, time, sealed)));
        to.getFD().sync();
    }

    /** The same for the last fact of a run whose folder is gone: there is no place for a new file then. */
    void appendLast(long number, Instant time, Entry sealed) throws IOException {
        if (out == null) {
            unwritten = EntryJson.write(new Recorded(number, time, sealed));
        } else {
            append(number, time, sealed);
        }
    }

    /** Writes all so far into a new file, where there is anything: ours may be one that nobody finds any more. */
    void copyTo(Path other) throws IOException {
        RandomAccessFile from = out;
        byte[] written = {};
        if (from != null) {
            written = new byte[(int) from.length()];
            from.seek(0);
            from.readFully(written);
        }
        if (written.length + unwritten.length > 0) {
            try (RandomAccessFile copy = PrivateFiles.make(other)) {
                copy.write(written);
                copy.write(unwritten);
                copy.getFD().sync();
            }
        }
    }

    /**
     * All of them, by their number in the journal.
     *
     * @throws IOException also when a line is damaged
     */
    static Map<Long, Entry> read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        Map<Long, Entry> facts = new HashMap<>();
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return facts;
        }
        for (String line : lines(file)) {
            Recorded recorded = read(line, file);
            facts.put(recorded.sequence(), recorded.entry());
        }
        return facts;
    }

    private static String[] lines(Path file) throws IOException {
        String text = new String(PrivateFiles.readAll(file), StandardCharsets.UTF_8);
        int end = text.lastIndexOf('\n');
        return end < 0 ? new String[0] : text.substring(0, end).split("\n", -1);
    }

    private static Recorded read(String line, Path file) throws IOException {
        try {
            return EntryJson.read(line);
        } catch (EntryJson.UnreadableEntryException damaged) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "it is damaged (" + damaged.getMessage()
                            + "). It keeps what masking has taken from the facts of the"
                            + " run, and without that the run cannot go on with the values that it had");
        }
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
