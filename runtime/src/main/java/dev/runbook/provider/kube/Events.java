package dev.runbook.provider.kube;

import dev.runbook.port.KubeObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Events about an object, in words. */
public final class Events {
    private static final int MOST = 10;

    private static final Pattern LINE =
            Pattern.compile("(?<time>\\d\\d:\\d\\d:\\d\\d)Z (?<type>Warning|Normal) (?<said>.*)");

    /** Times of the server have whole seconds, and its parts have clocks of their own. */
    private static final Duration CLOSE = Duration.ofSeconds(2);

    /** No operation lasts as long as that. */
    private static final Duration RECENT = Duration.ofHours(12);

    private Events() {}

    /** The newest events, oldest first: {@code 10:42:07Z Warning FailedScheduling: 0/3 nodes are available (12 times)}. */
    public static List<String> newest(List<KubeObject> events) {
        List<KubeObject> sorted =
                events.stream().sorted(Comparator.comparing(Events::moment)).toList();
        return sorted.subList(Math.max(0, sorted.size() - MOST), sorted.size()).stream()
                .map(Events::words)
                .toList();
    }

    /**
     * What the newest of such lines says, without its time, if it is of after a moment; only warnings unless any will do.
     * The lines have no day, but the server forgets events within hours.
     */
    public static Optional<String> since(List<String> lines, Instant moment, boolean any) {
        LocalTime from = LocalTime.ofInstant(moment.minus(CLOSE), ZoneOffset.UTC);
        return lines.stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .filter(line -> any || line.group("type").equals("Warning"))
                .filter(line -> Duration.between(from, LocalTime.parse(line.group("time")))
                                        .plusDays(1)
                                        .toSeconds()
                                % Duration.ofDays(1).toSeconds()
                        < RECENT.toSeconds())
                .reduce((earlier, later) -> later)
                .map(line -> line.group("said"));
    }

    private static String moment(KubeObject event) {
        return event.text("series", "lastObservedTime")
                .or(() -> event.text("lastTimestamp"))
                .or(() -> event.text("eventTime"))
                .or(() -> event.text("metadata", "creationTimestamp"))
                .orElse("");
    }

    private static String words(KubeObject event) {
        String moment = moment(event);
        String time = moment.length() >= 19 ? moment.substring(11, 19) + "Z " : "";
        Optional<String> times =
                event.text("series", "count").or(() -> event.text("count")).filter(n -> !n.equals("1"));
        String message =
                event.text("message").orElse("").replaceAll("\\s+", " ").strip();
        return time + event.text("type").orElse("") + " " + event.text("reason").orElse("") + ": " + message
                + times.map(n -> " (" + n + " times)").orElse("");
    }
}
