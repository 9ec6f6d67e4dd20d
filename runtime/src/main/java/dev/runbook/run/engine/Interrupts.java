package dev.runbook.run.engine;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Clock;
import dev.runbook.port.StopRequests;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets a person's wish, or the time limit of a step, end what the run is doing. Whatever the thread stands in, it is
 * interrupted and answers with an {@link InterruptedException}; why, only this class says. A limit that is over ends
 * everything inside it, further limits with it, so the outermost that is over counts.
 */
final class Interrupts {
    private final StopRequests interruption;
    private final Clock clock;
    private final Deque<Limit> limits = new ArrayDeque<>();

    Interrupts(StopRequests interruption, Clock clock) {
        this.interruption = interruption;
        this.clock = clock;
    }

    static Failure cancelled() {
        return Failure.of(
                FailureClass.Cancelled, "stopped by a person", "The journal has everything that was done until then.");
    }

    boolean wished() {
        return interruption.wish() != StopRequests.StopRequest.NONE;
    }

    boolean wishedNow() {
        return interruption.wish() == StopRequests.StopRequest.NOW;
    }

    /** Work that may be left at any time, such as a wait or a question. */
    interface InterruptibleWork<T> {
        T run() throws InterruptedException;
    }

    /** Does work that a new wish to stop interrupts; a wish that was there before does not. */
    <T> T leaving(InterruptibleWork<T> work) throws InterruptedException {
        StopListener leave = new StopListener();
        boolean ended = false;
        try (StopRequests.Registration _ = interruption.onChange(leave::wished)) {
            T result = work.run();
            ended = true;
            return result;
        } catch (Failed failed) {
            ended = true;
            throw failed;
        } finally {
            if (leave.over() && ended) {
                settle();
            }
        }
    }

    /**
     * Does work within a time limit, then interrupts it.
     *
     * @param late what went wrong when the limit runs out
     */
    <T> T within(Duration limit, Failure late, InterruptibleWork<T> work) throws InterruptedException, OutOfTime {
        return within(new Limit(limit, late, clock, () -> Duration.ZERO), work);
    }

    /** Does work within a time limit in which the time does not count that the whole process stood still. */
    <T> T withinOwnTime(Duration limit, Failure late, InterruptibleWork<T> work)
            throws InterruptedException, OutOfTime {
        try (SuspendedTime suspended = new SuspendedTime(clock, clock.elapsed()).begin()) {
            return within(new Limit(limit, late, clock, suspended::soFar), work);
        }
    }

    private <T> T within(Limit running, InterruptibleWork<T> work) throws InterruptedException, OutOfTime {
        limits.addLast(running);
        running.begin();
        boolean unwinding = false;
        try {
            return work.run();
        } catch (InterruptedException e) {
            if (outermostOver().filter(over -> over != running).isPresent() || !running.isOver()) {
                unwinding = true;
                throw e;
            }
            throw new OutOfTime(running.late);
        } finally {
            boolean over = running.done();
            limits.removeLast();
            if (over && !unwinding) {
                settle();
            }
        }
    }

    private Optional<Limit> outermostOver() {
        return limits.stream().filter(Limit::isOver).findFirst();
    }

    /** Takes back an interrupt that came too late to stop anything, unless a limit is over that nobody has met so far. */
    private void settle() {
        Thread.interrupted();
        if (limits.stream().anyMatch(Limit::isUnmet)) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * To be called wherever the run could go on: it does not when a limit around it is over, even where what was
     * interrupted made a failure of it or nothing at all.
     */
    void check() throws InterruptedException {
        if (limits.stream().anyMatch(Limit::isUnmet)) {
            Thread.interrupted();
            throw new InterruptedException();
        }
    }

    /** Whether a limit around what runs is over. */
    boolean outOfTime() {
        return outermostOver().isPresent();
    }

    /** The limits that are over have been met: what is done on the way out of them, they interrupt no further. */
    void met() {
        limits.forEach(Limit::meet);
        settle();
    }

    /** Why what runs was interrupted: the outermost limit that is over, or a person. */
    Failure why() {
        return outermostOver().map(limit -> limit.late).orElseGet(Interrupts::cancelled);
    }

    /** Interrupts the thread once; not when what it was at is over. */
    private static final class StopListener {
        private final Thread worker = Thread.currentThread();
        private boolean interrupted;
        private boolean over;

        synchronized void wished() {
            if (!over) {
                interrupted = true;
                worker.interrupt();
            }
        }

        /** Ends it; whether it has interrupted. */
        synchronized boolean over() {
            over = true;
            return interrupted;
        }
    }

    /** A time limit that is running. */
    private static final class Limit {
        private final Duration limit;
        private final Failure late;
        private final Clock clock;
        private final Supplier<Duration> uncounted;
        private final Duration start;
        private final Thread worker = Thread.currentThread();
        private Clock.Alarm alarm = () -> {};
        private boolean over;
        private boolean met;
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

        synchronized boolean isUnmet() {
            return over && !met;
        }

        synchronized void meet() {
            met = over;
        }

        /** Ends it; whether it is over by now. */
        synchronized boolean done() {
            done = true;
            alarm.close();
            return over;
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
