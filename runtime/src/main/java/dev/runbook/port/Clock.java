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
}
