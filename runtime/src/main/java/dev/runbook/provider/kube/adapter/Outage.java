package dev.runbook.provider.kube.adapter;

import dev.runbook.port.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * What the watches of one wait know together of a server that is away: one of them tries now and then, and all go on when it
 * is back. Each trying for itself would be a storm on a server that is just coming up.
 */
final class Outage {
    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** Longer than a request takes that gets no answer: whoever tries for longer than that tries no more. */
    private static final Duration LONGEST_TRY = Duration.ofSeconds(15);

    private final Clock clock;
    private boolean away;
    private Duration pause = FIRST_PAUSE;
    private Duration next = Duration.ZERO;
    private Optional<ConnectionTrouble> trouble = Optional.empty();

    Outage(Clock clock) {
        this.clock = clock;
    }

    /** Returns when nothing is wrong, or when it is our turn to try. */
    void await() throws InterruptedException {
        while (!ours()) {
            clock.sleep(GLANCE);
        }
    }

    private synchronized boolean ours() {
        Duration now = clock.elapsed();
        if (!away) {
            return true;
        }
        if (now.compareTo(next) < 0) {
            return false;
        }
        next = now.plus(LONGEST_TRY);
        return true;
    }

    /**
     * A try, or what went well so far, has failed; after a pause it is somebody's turn again.
     *
     * @param what is wrong
     */
    synchronized void goesOn(String what) {
        trouble = Optional.of(
                new ConnectionTrouble(trouble.map(ConnectionTrouble::since).orElseGet(clock::elapsed), what));
        away = true;
        next = clock.elapsed().plus(pause);
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /** The server answers. */
    synchronized void over() {
        away = false;
        pause = FIRST_PAUSE;
        trouble = Optional.empty();
    }

    /** What is wrong with the server, since when; empty while it answers. */
    synchronized Optional<ConnectionTrouble> trouble() {
        return trouble;
    }
}
