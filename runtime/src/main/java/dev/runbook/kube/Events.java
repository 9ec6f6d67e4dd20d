package dev.runbook.kube;

import dev.runbook.port.KubeObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Events about an object, in words. */
public final class Events {
    private static final int MOST = 10;

    private Events() {}

    /** The newest events, oldest first: {@code 10:42:07Z Warning FailedScheduling: 0/3 nodes are available (12 times)}. */
    public static List<String> newest(List<KubeObject> events) {
        List<KubeObject> sorted =
                events.stream().sorted(Comparator.comparing(Events::moment)).toList();
        return sorted.subList(Math.max(0, sorted.size() - MOST), sorted.size()).stream()
                .map(Events::words)
                .toList();
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
