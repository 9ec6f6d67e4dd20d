package dev.runbook.app.rehearse;

import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.Clock;
import dev.runbook.rehearsal.time.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/** The time of a rehearsal's cluster, for the run that is rehearsed in it. */
record RehearsalClock(SimulatedTime time) implements Clock {
    @Override
    public Instant now() {
        return time.instant();
    }

    @Override
    public Duration elapsed() {
        return time.elapsed();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        time.sleep(duration);
    }

    @Override
    public boolean await(Semaphore news, LongSupplier upTo, Duration atMost) throws InterruptedException {
        return time.await(news, upTo, atMost);
    }

    @Override
    public Alarm after(Duration duration, Runnable action) {
        return time.after(duration, action)::interrupt;
    }

    @Override
    public Clock ofMachine() {
        return new SystemClock();
    }
}
