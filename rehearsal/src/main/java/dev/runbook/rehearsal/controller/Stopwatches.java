package dev.runbook.rehearsal.controller;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Since when something is going on with an object, finer than the whole seconds that the API writes. */
final class Stopwatches {
    private final Map<String, Map<String, Long>> started = new HashMap<>();

    /** Starts a stopwatch; false when it was running already. */
    boolean begins(String uid, String what) {
        return started.computeIfAbsent(uid, missing -> new HashMap<>()).putIfAbsent(what, System.nanoTime()) == null;
    }

    /** How long there still is to wait until {@code whole} has passed since the first time of asking; empty when over. */
    Optional<Duration> left(String uid, String what, Duration whole) {
        long now = System.nanoTime();
        long since = started.computeIfAbsent(uid, missing -> new HashMap<>()).computeIfAbsent(what, missing -> now);
        Duration left = whole.minusNanos(now - since);
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
