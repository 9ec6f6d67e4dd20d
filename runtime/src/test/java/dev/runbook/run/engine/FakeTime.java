package dev.runbook.run.engine;

import dev.runbook.port.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Time that passes only when somebody sleeps, and then at once; what is due meanwhile happens in its order. */
final class FakeTime implements Clock {
    private final CopyOnWriteArrayList<Due> due = new CopyOnWriteArrayList<>();
    private Duration elapsed = Duration.ZERO;

    /** A class and not a record: two alarms that are equal are still two. */
    private static final class Due {
        private final Duration at;
        private final Runnable action;

        Due(Duration at, Runnable action) {
            this.at = at;
            this.action = action;
        }
    }

    @Override
    public Instant now() {
        return Instant.parse("2026-11-23T21:00:00Z").plus(elapsed);
    }

    @Override
    public Duration elapsed() {
        return elapsed;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        pass(duration);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Lets time pass until it has, or until the thread is interrupted. */
    void pass(Duration duration) {
        Duration until = elapsed.plus(duration);
        while (!Thread.currentThread().isInterrupted()) {
            Optional<Due> next =
                    due.stream().filter(d -> d.at.compareTo(until) <= 0).min(Comparator.comparing(d -> d.at));
            if (next.isEmpty()) {
                elapsed = until.compareTo(elapsed) > 0 ? until : elapsed;
                return;
            }
            due.remove(next.get());
            elapsed = next.get().at.compareTo(elapsed) > 0 ? next.get().at : elapsed;
            next.get().action.run();
        }
    }

    /** Lets time pass until it has, whoever interrupts. */
    void passUninterrupted(Duration duration) {
        boolean interrupted = Thread.interrupted();
        Duration until = elapsed.plus(duration);
        while (elapsed.compareTo(until) < 0) {
            pass(until.minus(elapsed));
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Time passes and nothing happens, as when the whole process is stopped. */
    void stand(Duration duration) {
        elapsed = elapsed.plus(duration);
    }

    @Override
    public Alarm after(Duration duration, Runnable action) {
        Due alarm = new Due(elapsed.plus(duration), action);
        due.add(alarm);
        return () -> due.remove(alarm);
    }
}
