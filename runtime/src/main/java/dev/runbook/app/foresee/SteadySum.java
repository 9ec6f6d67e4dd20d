package dev.runbook.app.foresee;

import dev.runbook.json.Json;
import dev.runbook.port.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums by which a plan knows again what it has looked at: the same for what changes of itself, in whatever order it comes. */
public final class SteadySum {
    private SteadySum() {}

    /** Of all of it. */
    public static String of(Map<?, ?> object) {
        return Workspace.Identity.sum(Json.line(sorted(object)).getBytes(StandardCharsets.UTF_8));
    }

    /** Of an object as somebody has set it. */
    public static String ofObject(Map<String, Object> object) {
        return of(ComparedState.steady(object));
    }

    /** Of a chart without the times at which its files were written. */
    public static String ofChart(Map<?, ?> chart) {
        Map<String, Object> timeless = sorted(chart);
        for (String files : List.of("templates", "files")) {
            if (timeless.get(files) instanceof List<?> list) {
                timeless.put(files, list.stream().map(SteadySum::withoutTime).toList());
            }
        }
        return of(timeless);
    }

    private static Map<String, Object> withoutTime(Object file) {
        Map<String, Object> content = sorted(file instanceof Map<?, ?> one ? one : Map.of());
        content.remove("modtime");
        return content;
    }

    private static Map<String, Object> sorted(Map<?, ?> object) {
        Map<String, Object> sorted = new TreeMap<>();
        object.forEach((name, value) -> sorted.put(String.valueOf(name), sortedValue(value)));
        return sorted;
    }

    private static Object sortedValue(Object value) {
        return switch (value) {
            case Map<?, ?> object -> sorted(object);
            case List<?> list -> list.stream().map(SteadySum::sortedValue).toList();
            default -> value;
        };
    }
}
