package dev.runbook.provider.kube;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long something has lasted, as people say it. */
public final class AgeText {
    private AgeText() {}

    /** {@code 12s}, {@code 3m 5s}, {@code 2h 40m}, {@code 3d 4h}. */
    public static String text(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m " + seconds % 60 + "s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + "h " + seconds % 3600 / 60 + "m";
        }
        return seconds / 86_400 + "d " + seconds % 86_400 / 3600 + "h";
    }

    /** The moment that a timestamp of the API server says. */
    public static Optional<Instant> moment(String timestamp) {
        try {
            return Optional.of(Instant.parse(timestamp));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
