package dev.runbook.engine;

import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import dev.runbook.port.Clock;
import dev.runbook.port.Interruption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets a person's wish, or the time limit of a step, end what the run is doing. */
final class Interrupts {
    private final Interruption interruption;
    private final Clock clock;

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

    /** Does work within a time limit, then interrupts it. */
    <T> T within(Duration limit, Work<T> work) throws InterruptedException, OutOfTime {
        Thread worker = Thread.currentThread();
        AtomicBoolean over = new AtomicBoolean();
        AtomicBoolean done = new AtomicBoolean();
        Object turn = new Object();
        Thread timer = Thread.ofVirtual().start(() -> {
            try {
                clock.sleep(limit);
            } catch (InterruptedException e) {
                return;
            }
            synchronized (turn) {
                if (!done.get()) {
                    over.set(true);
                    worker.interrupt();
                }
            }
        });
        try {
            return work.run();
        } catch (InterruptedException e) {
            if (over.get()) {
                throw new OutOfTime();
            }
            throw e;
        } finally {
            synchronized (turn) {
                done.set(true);
                if (over.get()) {
                    Thread.interrupted();
                }
            }
            timer.interrupt();
        }
    }

    /** The limit of a step ran out. */
    static final class OutOfTime extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
