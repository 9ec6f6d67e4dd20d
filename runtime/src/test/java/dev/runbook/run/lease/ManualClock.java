package dev.runbook.run.lease;

import dev.runbook.port.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/** Time that passes only when the test says so; who sleeps waits for it. */
final class ManualClock implements Clock {
    private Duration elapsed = Duration.ZERO;
    private Duration set = Duration.ZERO;
    private final List<Duration> ends = new ArrayList<>();

    @Override
    public synchronized Instant now() {
        return Instant.parse("2026-11-23T21:00:00Z").plus(elapsed).plus(set);
    }

    @Override
    public synchronized Duration elapsed() {
        return elapsed;
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        Duration until = elapsed.plus(duration);
        ends.add(until);
        notifyAll();
        try {
            while (elapsed.compareTo(until) < 0) {
                wait();
            }
        } finally {
            ends.remove(until);
        }
    }

    /** Lets time pass once so many threads sleep. */
    synchronized void pass(Duration duration, int sleepers) throws InterruptedException {
        while (sleeping() < sleepers) {
            wait();
        }
        elapsed = elapsed.plus(duration);
        notifyAll();
    }

    /** Lets time pass second by second until something is done, each time once so many threads sleep. */
    synchronized void passUntil(Future<?> done, int sleepers) throws InterruptedException {
        while (!done.isDone()) {
            if (sleeping() >= sleepers) {
                elapsed = elapsed.plusSeconds(1);
                notifyAll();
            } else {
                // What is done tells nobody.
                wait(5);
            }
        }
    }

    /** How many threads sleep on; one whose time has come counts as awake. */
    private long sleeping() {
        return ends.stream().filter(end -> end.compareTo(elapsed) > 0).count();
    }

    /** Somebody sets the wall clock, or the machine has slept. */
    synchronized void setBy(Duration jump) {
        set = set.plus(jump);
    }
}
