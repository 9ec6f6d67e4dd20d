package dev.runbook.run.report;

import java.time.Duration;

/** Writes lengths of time for people: {@code 0.4s}, {@code 12s}, {@code 1m05s}, {@code 2h03m}. */
public final class Elapsed {
    private Elapsed() {}

    /** A time that has passed; tenths are given below ten seconds. */
    public static String text(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        if (millis < 9_950) {
            long tenths = (millis + 50) / 100;
            return tenths / 10 + "." + tenths % 10 + "s";
        }
        return whole(Duration.ofSeconds((millis + 500) / 1000));
    }

    /** A limit or a running count: whole seconds, and no parts that are zero at the end. */
    public static String whole(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m" + (seconds % 60 == 0 ? "" : two(seconds % 60) + "s");
        }
        return seconds / 3600 + "h" + (seconds / 60 % 60 == 0 ? "" : two(seconds / 60 % 60) + "m");
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }
}
