package dev.runbook.engine;

import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import dev.runbook.port.Clock;
import dev.runbook.port.Interruption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Lets a person's wish, or the time limit of a step, end what the run is doing. */
final class Interrupts {
    private final Interruption interruption;
    private final Clock clock;
    private final Deque<Limit> limits = new ArrayDeque<>();

    Interrupts(Interruption interruption, Clock clock) {
        this.interruption = interruption;
        this.clock = clock;
    }

    static Failure cancelled() {
        return Failure.of(
                FailureClass.Cancelled, "stopped by a person", "The journal has everything that was done until then.");
    }

    boolean wished() {
        return interruption.wish() != Interruption.Wish.NONE;
    }

    boolean wishedNow() {
        return interruption.wish() == Interruption.Wish.NOW;
    }

    /** Work that may be left at any time, such as a wait or a question. */
    interface Work<T> {
        T run() throws InterruptedException;
    }

    /** Does work that a new wish to stop interrupts; a wish that was there before does not. */
    <T> T leaving(Work<T> work) throws InterruptedException {
        Thread worker = Thread.currentThread();
        try (Interruption.Registration _ = interruption.onChange(worker::interrupt)) {
            return work.run();
        }
    }

    /**
     * Does work within a time limit, then interrupts it.
     *
     * @param late what went wrong when the limit runs out
     */
    <T> T within(Duration limit, Failure late, Work<T> work) throws InterruptedException, OutOfTime {
        return within(new Limit(limit, late, clock, () -> Duration.ZERO), work);
    }

    /** Does work within a time limit in which the time does not count that the whole process stood still. */
    <T> T withinOwnTime(Duration limit, Failure late, Work<T> work) throws InterruptedException, OutOfTime {
        try (Standstill standstill = new Standstill(clock, clock.elapsed()).begin()) {
            return within(new Limit(limit, late, clock, standstill::soFar), work);
        }
    }

    private <T> T within(Limit running, Work<T> work) throws InterruptedException, OutOfTime {
        limits.addLast(running);
        running.begin();
        try {
            return work.run();
        } catch (InterruptedException e) {
            if (running.isOver()) {
                throw new OutOfTime(running.late);
            }
            throw e;
        } finally {
            running.done();
            limits.removeLast();
        }
    }

    /** Why what runs was interrupted: the limit of a step around it, or a person. */
    Failure why() {
        return limits.stream()
                .filter(Limit::isOver)
                .findFirst()
                .map(limit -> limit.late)
                .orElseGet(Interrupts::cancelled);
    }

    /** A time limit that is running; an interrupt that comes too late to stop anything is taken back. */
    private static final class Limit {
        private final Duration limit;
        private final Failure late;
        private final Clock clock;
        private final Supplier<Duration> uncounted;
        private final Duration start;
        private final Thread worker = Thread.currentThread();
        private Clock.Alarm alarm = () -> {};
        private boolean over;
        private boolean done;

        /** @param uncounted the time since now that does not count */
        Limit(Duration limit, Failure late, Clock clock, Supplier<Duration> uncounted) {
            this.limit = limit;
            this.late = late;
            this.clock = clock;
            this.uncounted = uncounted;
            this.start = clock.elapsed();
        }

        synchronized void begin() {
            alarm = clock.after(limit, this::passed);
        }

        private synchronized void passed() {
            if (done) {
                return;
            }
            Duration left = limit.minus(clock.elapsed().minus(start)).plus(uncounted.get());
            if (left.isPositive()) {
                alarm = clock.after(left, this::passed);
            } else {
                over = true;
                worker.interrupt();
            }
        }

        synchronized boolean isOver() {
            return over;
        }

        synchronized void done() {
            done = true;
            alarm.close();
            if (over) {
                Thread.interrupted();
            }
        }
    }

    /** The limit of a step ran out. */
    static final class OutOfTime extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Failure failure;

        OutOfTime(Failure failure) {
            super(failure.summary(), null, false, false);
            this.failure = failure;
        }

        Failure failure() {
            return failure;
        }
    }
}
