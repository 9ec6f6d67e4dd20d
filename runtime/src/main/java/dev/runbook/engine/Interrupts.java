package dev.runbook.engine;

import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import dev.runbook.port.Clock;
import dev.runbook.port.Interruption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

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
        Limit running = new Limit(late, Thread.currentThread());
        limits.addLast(running);
        try (Clock.Alarm _ = clock.after(limit, running::over)) {
            return work.run();
        } catch (InterruptedException e) {
            if (running.isOver()) {
                throw new OutOfTime(late);
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
        private final Failure late;
        private final Thread worker;
        private boolean over;
        private boolean done;

        Limit(Failure late, Thread worker) {
            this.late = late;
            this.worker = worker;
        }

        synchronized void over() {
            if (!done) {
                over = true;
                worker.interrupt();
            }
        }

        synchronized boolean isOver() {
            return over;
        }

        synchronized void done() {
            done = true;
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
