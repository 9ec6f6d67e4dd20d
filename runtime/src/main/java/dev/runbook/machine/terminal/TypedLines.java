package dev.runbook.machine.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Lines as a person types them. A thread of its own reads, and only when a line is wanted, so that whoever wants it can
 * be interrupted: Java cannot interrupt the reading itself.
 */
public final class TypedLines {
    private final InputStream in;
    private final Charset charset;
    private final Semaphore wanted = new Semaphore(0);
    private final BlockingQueue<Optional<String>> typed = new LinkedBlockingQueue<>();
    private boolean reading;
    private boolean started;

    public TypedLines(InputStream in, Charset charset) {
        this.in = in;
        this.charset = charset;
    }

    /** The next line; empty when nobody can type any more. */
    Optional<String> next() throws InterruptedException {
        want();
        Optional<String> line = typed.take();
        synchronized (this) {
            reading = false;
        }
        return line;
    }

    private synchronized void want() {
        if (!started) {
            started = true;
            Thread.ofPlatform().daemon().name("typed lines").start(this::read);
        }
        // After an interrupt the reader is still at the line that nobody waited for.
        if (!reading) {
            reading = true;
            wanted.release();
        }
    }

    /** Forgets what was typed before it was asked for. */
    synchronized void forget() {
        if (typed.poll() != null) {
            reading = false;
        }
        try {
            if (!reading) {
                in.skipNBytes(in.available());
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void read() {
        try {
            while (true) {
                wanted.acquire();
                typed.add(line());
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> line() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    return Optional.empty();
                }
                bytes.write(b);
            }
        } catch (IOException closed) {
            return Optional.empty();
        }
        return Optional.of(bytes.toString(charset).strip());
    }
}
