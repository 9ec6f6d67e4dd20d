package dev.runbook.app.foresee;

import dev.runbook.json.Json;
import dev.runbook.port.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Sums by which a plan knows again what it has looked at: the same for what changes of itself, in whatever order it comes. */
public final class SteadySum {
    /** What changes of itself while an object is the same. */
    private static final Set<String> RESTLESS = Set.of("resourceVersion", "generation", "managedFields");

    /** Annotations in which controllers keep what they have counted. */
    private static final Set<String> COUNTED = Set.of(
            "deployment.kubernetes.io/revision",
            "autoscaling.alpha.kubernetes.io/current-metrics",
            "autoscaling.alpha.kubernetes.io/conditions");

    private SteadySum() {}

    /** Of all of it. */
    public static String of(Map<?, ?> object) {
        return Workspace.Identity.sum(Json.line(sorted(object)).getBytes(StandardCharsets.UTF_8));
    }

    /** Of an object without what its controllers say of it. */
    public static String ofObject(Map<String, Object> object) {
        Map<String, Object> steady = sorted(object);
        steady.remove("status");
        if (object.get("metadata") instanceof Map<?, ?> metadata) {
            Map<String, Object> kept = sorted(metadata);
            kept.keySet().removeAll(RESTLESS);
            if (metadata.get("annotations") instanceof Map<?, ?> annotations) {
                Map<String, Object> own = sorted(annotations);
                own.keySet().removeAll(COUNTED);
                kept.put("annotations", own);
            }
            if (isScaled(metadata) && object.get("spec") instanceof Map<?, ?> spec) {
                Map<String, Object> rest = sorted(spec);
                rest.remove("replicas");
                steady.put("spec", rest);
            }
            steady.put("metadata", kept);
        }
        return of(steady);
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

    /** Whether its replicas are another's to set, such as an autoscaler's. */
    private static boolean isScaled(Map<?, ?> metadata) {
        return metadata.get("managedFields") instanceof List<?> managers
                && managers.stream()
                        .anyMatch(
                                manager -> manager instanceof Map<?, ?> one && "scale".equals(one.get("subresource")));
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
