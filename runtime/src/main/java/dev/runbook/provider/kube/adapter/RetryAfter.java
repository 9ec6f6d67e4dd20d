package dev.runbook.provider.kube.adapter;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When to ask again what the API server has put off. It does so with 429 and a time, having done nothing: while it prepares
 * the storage of a kind that was just defined, or has more requests than it will take.
 */
final class RetryAfter {
    private static final int TOO_MANY_REQUESTS = 429;

    /** All pauses of one request together; after it the answer is what the server says. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Duration paused = Duration.ZERO;

    /**
     * How long to wait before the request is sent again; empty when its answer counts.
     *
     * @param header what the server says, in seconds
     */
    Optional<Duration> pause(int status, @Nullable String header) {
        if (status != TOO_MANY_REQUESTS || header == null || !header.matches("\\d{1,4}")) {
            return Optional.empty();
        }
        Duration asked = Duration.ofSeconds(Math.max(1, Integer.parseInt(header)));
        paused = paused.plus(asked);
        return paused.compareTo(PATIENCE) > 0 ? Optional.empty() : Optional.of(asked);
    }
}
