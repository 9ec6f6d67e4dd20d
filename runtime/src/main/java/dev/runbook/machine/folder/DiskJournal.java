package dev.runbook.machine.folder;

import dev.runbook.machine.files.PrivateFiles;
import dev.runbook.port.Clock;
import dev.runbook.run.journal.Durability;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Journal;
import dev.runbook.run.journal.JournalEnd;
import dev.runbook.run.journal.JournalWriting;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A journal in a file: one line for each fact, written in one piece and forced to the disk where {@link Durability}
 * says so. After a write has failed, the file ends with its last whole line and nothing more is taken.
 */
final class DiskJournal implements Journal, AutoCloseable {
    /** How long a fact that has to be on the disk soon may wait for one that has to be there at once. */
    private static final Duration SOON = Duration.ofMillis(10);

    private final Path file;
    // Not a FileChannel: an interrupt, which is how a step's time limit ends it, would close the channel for good.
    private final RandomAccessFile out;
    private final Clock clock;
    private final JournalWriting lines;
    private long length;
    private boolean changing;
    private boolean waiting;
    private @Nullable JournalLost lost;

    /** Makes the file of a new journal. */
    DiskJournal(Path file, Clock clock) throws IOException {
        this(file, clock, PrivateFiles.make(file), JournalEnd.NOTHING);
    }

    private DiskJournal(Path file, Clock clock, RandomAccessFile out, JournalEnd end) {
        this.file = file;
        this.clock = clock;
        this.out = out;
        this.lines = new JournalWriting(end);
        this.length = end.bytes();
    }

    /**
     * Goes on at the end of a journal that is there. What follows its last whole line is cut off first.
     *
     * @param end what reading the file has found to be its end
     * @throws IOException when it cannot be written, or is no longer as it was read
     */
    static DiskJournal goOn(Path file, Clock clock, JournalEnd end) throws IOException {
        RandomAccessFile out = PrivateFiles.open(file);
        try {
            if (out.length() != end.bytes() + end.torn()) {
                throw new IOException("another process has written to it meanwhile");
            }
            out.setLength(end.bytes());
            out.seek(end.bytes());
            if (end.open()) {
                out.write('\n');
            }
            out.getFD().sync();
            DiskJournal journal = new DiskJournal(file, clock, out, end);
            journal.length = out.getFilePointer();
            return journal;
        } catch (IOException e) {
            out.close();
            throw e;
        }
    }

    @Override
    public synchronized void append(Entry entry) {
        if (lost != null) {
            throw lost;
        }
        Instant now = clock.now().truncatedTo(ChronoUnit.MILLIS);
        byte[] line = lines.next(now, entry);
        try {
            out.write(line);
            switch (Durability.of(entry, changing)) {
                case KERNEL -> {}
                case SOON -> soon();
                case DISK -> sync();
            }
            changing = Durability.changing(entry, changing);
        } catch (IOException e) {
            throw lose(e);
        }
        length += line.length;
    }

    private void soon() {
        if (!waiting) {
            waiting = true;
            clock.after(SOON, this::syncLate);
        }
    }

    private synchronized void syncLate() {
        if (!waiting || lost != null) {
            return;
        }
        try {
            sync();
        } catch (IOException e) {
            // Whoever writes next is told.
            lose(e);
        }
    }

    private void sync() throws IOException {
        out.getFD().sync();
        waiting = false;
    }

    /** Writes all facts so far into a new file: ours may be one that nobody finds any more. */
    synchronized void copyTo(Path other) throws IOException {
        try (RandomAccessFile copy = PrivateFiles.make(other)) {
            byte[] buffer = new byte[64 << 10];
            out.seek(0);
            for (long left = length; left > 0; ) {
                int n = out.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    break;
                }
                copy.write(buffer, 0, n);
                left -= n;
            }
            copy.getFD().sync();
        } finally {
            out.seek(length);
        }
    }

    /** The number that the next fact will have. */
    synchronized long nextNumber() {
        return lines.sequence() + 1;
    }

    /** Whether no fact was written yet. */
    synchronized boolean isEmpty() {
        return length == 0;
    }

    private JournalLost lose(IOException e) {
        StringBuilder message =
                new StringBuilder("The journal " + file + " cannot be written: " + IoReason.of(e) + ".");
        try {
            out.setLength(length);
        } catch (IOException torn) {
            message.append(" Its last line may be cut short; runbook report reads it anyway.");
        }
        message.append(
                length == 0
                        ? " Nothing has been run. Make room, or name another place with --runs."
                        : " A run without a journal is not safe, so nothing further is done."
                                + " Make room or repair the disk; runbook report says how far the run has come.");
        lost = new JournalLost(message.toString(), e);
        return lost;
    }

    @Override
    public synchronized void close() throws IOException {
        try (out) {
            if (waiting && lost == null) {
                sync();
            }
        } finally {
            waiting = false;
        }
    }
}
