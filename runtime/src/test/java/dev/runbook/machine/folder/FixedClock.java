package dev.runbook.machine.folder;

import dev.runbook.port.Clock;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still. */
record FixedClock(Instant now) implements Clock {
    static final FixedClock MORNING = new FixedClock(Instant.parse("2026-11-23T09:35:02.123456Z"));

    @Override
    public Duration elapsed() {
        return Duration.ZERO;
    }

    @Override
    public void sleep(Duration duration) {}
}
