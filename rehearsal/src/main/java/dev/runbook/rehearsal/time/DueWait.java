package dev.runbook.rehearsal.time;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Somebody who waits until a time; to be closed when that is over. */
public final class DueWait implements AutoCloseable {
    private final SimulatedTime time;
    private final Duration due;
    private final boolean event;
    private final Thread waiter;
    private final Runnable wake;

    DueWait(SimulatedTime time, Duration due, boolean event, Thread waiter, Runnable wake) {
        this.time = time;
        this.due = due;
        this.event = event;
        this.waiter = waiter;
        this.wake = wake;
    }

    Duration due() {
        return due;
    }

    /** Whether something changes in the cluster by then. */
    boolean isEvent() {
        return event;
    }

    Thread waiter() {
        return waiter;
    }

    void wake() {
        wake.run();
    }

    /** How long it still is; zero or less when it is over. */
    public Duration left() {
        return due.minus(time.elapsed());
    }

    /** Waits. */
    void sleep() throws InterruptedException {
        for (Duration left = left(); left.isPositive(); left = left()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(this, left.toNanos());
        }
    }

    @Override
    public void close() {
        time.leave(this);
    }
}
