package dev.runbook.machine.folder;

import dev.runbook.machine.files.PrivateFiles;
import dev.runbook.port.Processes;
import dev.runbook.port.RunFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A file with a program's lines: all of them, or the beginning and the end when there are too many. Lines of both
 * streams stand in the order in which they came. The file can be read at any moment of the run.
 */
final class BoundedOutput implements RunFolder.OutputFile {
    private static final int BUFFER = 64 << 10;

    private final String name;
    private final RandomAccessFile out;
    private final long head;
    private final long tail;
    private final Path file;
    private final MessageDigest digest = Sha256.digest();
    private final byte[] buffer = new byte[BUFFER];
    private int buffered;
    private long length;
    private long headEnd;
    private long leftOut;
    private boolean closed;
    private String sha256 = "";
    private @Nullable IOException failed;

    /**
     * Opens a new file.
     *
     * @param name what the run's folder calls it
     * @param head how many bytes of the beginning stay
     * @param tail how many bytes of the end stay
     */
    BoundedOutput(String name, Path file, long head, long tail) throws IOException {
        this.name = name;
        this.file = file;
        this.out = PrivateFiles.make(file);
        this.head = head;
        this.tail = tail;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized void line(Processes.Stream stream, String line) {
        if (failed != null) {
            return;
        }
        try {
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            // In pieces, so that a line without an end is bounded as well.
            for (int done = 0; done < bytes.length; done += BUFFER) {
                take(bytes, done, Math.min(BUFFER, bytes.length - done));
            }
        } catch (IOException e) {
            failed = e;
        }
    }

    private void take(byte[] bytes, int from, int count) throws IOException {
        if (buffered + count > BUFFER) {
            flush();
        }
        System.arraycopy(bytes, from, buffer, buffered, count);
        buffered += count;
        if (headEnd == 0) {
            // What is short goes to the kernel at once, so that it survives us; a flood goes in blocks.
            flush();
            headEnd = length >= head ? length : 0;
        } else if (length > headEnd + 2 * tail) {
            flush();
            compact();
        }
    }

    private void flush() throws IOException {
        out.write(buffer, 0, buffered);
        digest.update(buffer, 0, buffered);
        length += buffered;
        buffered = 0;
    }

    /** Takes out the middle: between the beginning and the last bytes stands one line that says how much is missing. */
    private void compact() throws IOException {
        byte[] end = new byte[Math.toIntExact(tail)];
        out.seek(length - tail);
        out.readFully(end);
        int from = 0;
        while (from < end.length && end[from] != '\n') {
            from++;
        }
        // Without a line feed in reach it is one endless line; then any place is as good.
        from = from == end.length ? 0 : from + 1;
        leftOut += length - tail + from - headEnd - note().length;
        out.seek(headEnd);
        byte[] note = note();
        out.write(note);
        out.write(end, from, end.length - from);
        length = headEnd + note.length + end.length - from;
        out.setLength(length);
    }

    private byte[] note() {
        return leftOut == 0
                ? new byte[0]
                : ("\n[… " + leftOut + " bytes left out here …]\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized String sha256() {
        return sha256;
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            if (failed == null) {
                flush();
                if (headEnd > 0 && length > headEnd + tail + note().length) {
                    compact();
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
        // Of a file whose middle went, the sum of all that passed says nothing.
        sha256 = leftOut == 0 ? Sha256.text(digest) : Sha256.of(file);
    }
}
