package dev.runbook.rehearsal.http;

import java.time.Duration;

/** A time span as kubectl shortens it: two units while the larger one is small. */
final class ShortDuration {
    private ShortDuration() {}

    static String of(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        long years = days / 365;
        if (minutes < 2) {
            return seconds + "s";
        }
        if (minutes < 10) {
            return two(minutes, "m", seconds % 60, "s");
        }
        if (hours < 3) {
            return minutes + "m";
        }
        if (hours < 8) {
            return two(hours, "h", minutes % 60, "m");
        }
        if (days < 2) {
            return hours + "h";
        }
        if (days < 8) {
            return two(days, "d", hours % 24, "h");
        }
        if (years < 2) {
            return days + "d";
        }
        return years < 8 ? two(years, "y", days % 365, "d") : years + "y";
    }

    private static String two(long larger, String unit, long smaller, String lesser) {
        return smaller == 0 ? larger + unit : larger + unit + smaller + lesser;
    }
}
