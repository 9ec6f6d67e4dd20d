package dev.runbook.port;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Time: what the wall clock says, what has passed, and waiting for more of it. */
public interface Clock {
    /** The wall clock; it may jump. */
    Instant now();

    /** Time since some fixed moment; it never jumps back. */
    Duration elapsed();

    void sleep(Duration duration) throws InterruptedException;

    /**
     * Waits for news, each of which is a permit, or until the time is over; whether there was news.
     *
     * @param upTo the version of the cluster that those have come to who bring the news: a clock that is not the machine's waits for them
     */
    default boolean await(Semaphore news, LongSupplier upTo, Duration atMost) throws InterruptedException {
        return news.tryAcquire(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
    }

    /** Runs something, on a thread of its own, once that much time has passed, unless the alarm is closed before. */
    default Alarm after(Duration duration, Runnable action) {
        Thread sleeper = Thread.ofVirtual().start(() -> {
            try {
                sleep(duration);
            } catch (InterruptedException e) {
                return;
            }
            action.run();
        });
        return sleeper::interrupt;
    }

    /** Something that is going to happen. */
    interface Alarm extends AutoCloseable {
        @Override
        void close();
    }

    /** The time of the machine, for what is waited for beside the run. */
    default Clock ofMachine() {
        return this;
    }
}
