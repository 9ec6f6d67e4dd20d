package dev.runbook.provider.process.adapter;

import dev.runbook.port.Processes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads one stream of a program to its end: keeps its head and tail and hands on its lines, long ones in pieces. */
final class LinePump implements Runnable {
    /** So that a program that never ends its line takes no more memory than this. */
    static final int LONGEST_LINE = 16 * 1024;

    /** No secret that goes on in another stream is longer. */
    private static final int LONGEST_PART = 4 * 1024;

    private final InputStream in;
    private final Processes.Stream stream;
    private final Processes.Output output;
    private final HeadAndTail kept;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile @Nullable RuntimeException refusal;
    private volatile boolean listening = true;
    private volatile long pieces;

    LinePump(InputStream in, Processes.Stream stream, Processes.Output output, HeadAndTail kept) {
        this.in = in;
        this.stream = stream;
        this.output = output;
        this.kept = kept;
    }

    String text() {
        return kept.text();
    }

    /** What the receiver of the lines threw, if it did. */
    Optional<RuntimeException> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Waits until the stream has ended; gives up when nothing has come for this long. */
    boolean ended(Duration silence) throws InterruptedException {
        long before;
        do {
            before = pieces;
            if (end.await(silence.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } while (pieces != before);
        return false;
    }

    /** Hands on no further line. */
    void stopListening() {
        listening = false;
    }

    @Override
    public void run() {
        try {
            pump();
        } finally {
            end.countDown();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Only this thread writes it; others only see whether it moves.
    private void pump() {
        byte[] buffer = new byte[LONGEST_LINE];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                pieces++;
                kept.add(buffer, n);
                split(buffer, n);
            }
        } catch (IOException e) {
            // The stream was closed under us because the program is gone: what has come is all there is.
        }
        if (line.size() > 0) {
            emit();
        }
    }

    private void split(byte[] buffer, int length) {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (buffer[i] == '\n') {
                line.write(buffer, from, i - from);
                emit();
                from = i + 1;
            } else if (line.size() + i - from >= LONGEST_LINE && (buffer[i] & 0xC0) != 0x80) {
                line.write(buffer, from, i - from);
                emit();
                from = i;
            }
        }
        line.write(buffer, from, length - from);
        if (line.size() > 0 && refusal == null && listening) {
            byte[] part = line.toByteArray();
            int behind = Math.max(0, part.length - LONGEST_PART);
            output.begun(stream, new String(part, behind, part.length - behind, StandardCharsets.UTF_8));
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // As above.
    private void emit() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (refusal != null || !listening) {
            return;
        }
        pieces++;
        try {
            output.line(stream, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
        } catch (RuntimeException e) {
            // The program must not be stuck on a full pipe because somebody here cannot listen: read on, tell later.
            refusal = e;
        }
    }
}
