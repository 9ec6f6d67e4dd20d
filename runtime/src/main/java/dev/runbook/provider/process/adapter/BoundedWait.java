package dev.runbook.provider.process.adapter;

import dev.runbook.port.Clock;
import dev.runbook.port.Processes;
import dev.runbook.port.Processes.Awaited;
import dev.runbook.port.Processes.Request;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits for a program that must not be killed: an interrupt has it asked to end, where that does no harm, and it is
 * waited for all the same, but no longer than it can take.
 */
final class BoundedWait {
    private static final Duration TICK = Duration.ofSeconds(1);

    /** One that should end so soon is told about, whether or not anybody asked it to. */
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final Duration NOBODY_KNOWS = Duration.ofDays(1);

    private final StartedProgram started;
    private final Request request;
    private final Processes.Output output;
    private final BooleanSupplier told;
    private final Clock clock;
    private final Duration began;
    private Duration bound;
    private boolean interrupted;
    private boolean late;
    private boolean asked;

    /** @param told whether a person's wish was passed on to it: a second signal would make helm give up its clean-up */
    BoundedWait(StartedProgram started, Request request, Processes.Output output, BooleanSupplier told, Clock clock) {
        this.started = started;
        this.request = request;
        this.output = output;
        this.told = told;
        this.clock = clock;
        this.began = clock.elapsed();
        this.bound = request.bound().orElse(NOBODY_KNOWS);
    }

    /** How it came out. */
    enum WaitOutcome {
        ENDED,
        /** It has ended, and its limit had run out before. */
        LATE,
        /** It goes on by itself. */
        LEFT
    }

    WaitOutcome await() {
        while (true) {
            try {
                if (started.process().waitFor(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                    return late ? WaitOutcome.LATE : WaitOutcome.ENDED;
                }
                Duration passed = clock.elapsed().minus(began);
                if (!late
                        && request.limit()
                                .filter(limit -> passed.compareTo(limit) >= 0)
                                .isPresent()) {
                    late = true;
                    ask();
                }
                Awaited now = new Awaited(started.process().pid(), passed, bound, asked || told.getAsBoolean());
                if (passed.compareTo(bound) >= 0) {
                    Optional<Duration> longer = longer(now);
                    if (longer.isEmpty()) {
                        return WaitOutcome.LEFT;
                    }
                    bound = bound.plus(longer.get());
                } else if (now.asked() || passed.plus(SOON).compareTo(bound) >= 0) {
                    output.awaited(now);
                }
            } catch (InterruptedException e) {
                interrupted = true;
                ask();
            }
        }
    }

    /** Whoever ends the question instead of answering it does not want to wait: it would only be asked again. */
    private Optional<Duration> longer(Awaited now) {
        try {
            return output.longer(now);
        } catch (InterruptedException e) {
            interrupted = true;
            return Optional.empty();
        }
    }

    /** Whether the thread was interrupted meanwhile; the mark itself is taken off. */
    boolean interrupted() {
        return interrupted;
    }

    private void ask() {
        if (!asked && !told.getAsBoolean() && request.stopping() == Processes.Stopping.ASKED) {
            started.ask();
        }
        asked = true;
    }
}
