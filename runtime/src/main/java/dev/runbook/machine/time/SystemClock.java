package dev.runbook.machine.time;

import dev.runbook.port.Clock;
import java.time.Duration;
import java.time.Instant;

/** The clock of the machine. */
public final class SystemClock implements Clock {
    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime());
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }
}
