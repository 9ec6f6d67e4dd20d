package dev.runbook.rehearsal.controller;

import dev.runbook.rehearsal.time.SimulatedTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Since when something is going on with an object, finer than the whole seconds that the API writes. */
final class Stopwatches {
    private final SimulatedTime time;
    private final Map<String, Map<String, Duration>> started = new HashMap<>();

    Stopwatches(SimulatedTime time) {
        this.time = time;
    }

    /** Starts a stopwatch; false when it was running already. */
    boolean begins(String uid, String what) {
        return started.computeIfAbsent(uid, missing -> new HashMap<>()).putIfAbsent(what, time.elapsed()) == null;
    }

    /** How long there still is to wait until {@code whole} has passed since the first time of asking; empty when over. */
    Optional<Duration> left(String uid, String what, Duration whole) {
        Duration now = time.elapsed();
        Duration since =
                started.computeIfAbsent(uid, missing -> new HashMap<>()).computeIfAbsent(what, missing -> now);
        Duration left = whole.minus(now.minus(since));
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    /** Ends one stopwatch, so that the next time of asking starts it anew. */
    void stop(String uid, String what) {
        started.getOrDefault(uid, Map.of()).keySet().removeIf(what::equals);
    }

    void forget(String uid) {
        started.remove(uid);
    }
}
