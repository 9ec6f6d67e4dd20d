package dev.runbook.text;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A moment as people read it: in UTC, to the second, also at a full minute, which the times of Java leave the seconds out of. */
public final class UtcTime {
    private UtcTime() {}

    public static String words(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace('T', ' ')
                .replace("Z", " UTC");
    }
}
