package dev.runbook.app.run;

import dev.runbook.port.Clock;
import java.time.Duration;
import java.time.Instant;

/** A clock by which pauses are over in a moment: nothing comes of them where nothing changes by itself. */
record ImpatientClock(Clock clock) implements Clock {
    private static final Duration MOMENT = Duration.ofMillis(20);

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public Duration elapsed() {
        return clock.elapsed();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        clock.sleep(duration.compareTo(MOMENT) < 0 ? duration : MOMENT);
    }

    /** Limits still hold by the machine's own time. */
    @Override
    public Alarm after(Duration duration, Runnable action) {
        return clock.after(duration, action);
    }
}
