package dev.runbook.port;

import java.time.Duration;
import java.time.Instant;

/** Time: what the wall clock says, what has passed, and waiting for more of it. */
public interface Clock {
    /** The wall clock; it may jump. */
    Instant now();

    /** Time since some fixed moment; it never jumps back. */
    Duration elapsed();

    void sleep(Duration duration) throws InterruptedException;

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
}
