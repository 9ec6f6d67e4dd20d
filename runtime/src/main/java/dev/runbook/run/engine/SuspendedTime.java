package dev.runbook.run.engine;

import dev.runbook.port.Clock;
import java.time.Duration;

/**
 * How long the whole process has stood still since somebody began to count, as by SIGSTOP or the lid of a laptop: time
 * that was nobody's to use. It is noticed by a beat that is far too late, whatever the process was at.
 */
final class SuspendedTime implements AutoCloseable {
    private static final Duration BEAT = Duration.ofMillis(500);

    /** A busy machine may be late, too. */
    private static final Duration LATE = Duration.ofSeconds(5);

    private final Clock clock;
    private Duration last;
    private Duration stood = Duration.ZERO;
    private Clock.Alarm next = () -> {};
    private boolean closed;

    /** @param since the moment from which on it counts */
    SuspendedTime(Clock clock, Duration since) {
        this.clock = clock;
        this.last = since;
    }

    /** Begins to count. */
    SuspendedTime begin() {
        beat();
        return this;
    }

    private synchronized void beat() {
        if (!closed) {
            look();
            next = clock.after(BEAT, this::beat);
        }
    }

    /** What it comes to by now: who goes on first after a standstill need not wait for the beat. */
    synchronized Duration soFar() {
        look();
        return stood;
    }

    private void look() {
        Duration now = clock.elapsed();
        Duration late = now.minus(last).minus(BEAT);
        if (late.compareTo(LATE) > 0) {
            stood = stood.plus(late);
        }
        last = now;
    }

    @Override
    public synchronized void close() {
        closed = true;
        next.close();
    }
}
