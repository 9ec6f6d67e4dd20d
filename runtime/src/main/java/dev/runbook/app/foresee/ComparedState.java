package dev.runbook.app.foresee;

import dev.runbook.rehearsal.shadow.Exchange.ObjectChange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which parts of an object's state tell it from another state of the same object. */
public final class ComparedState {
    /** What the server counts and keeps by itself, whatever is written. */
    private static final Set<String> COUNTED_BY_SERVER = Set.of("resourceVersion", "generation", "managedFields");

    /** Annotations in which controllers keep what they have counted. */
    private static final Set<String> COUNTED_BY_CONTROLLERS = Set.of(
            "deployment.kubernetes.io/revision",
            "autoscaling.alpha.kubernetes.io/current-metrics",
            "autoscaling.alpha.kubernetes.io/conditions");

    private static final String METADATA = "metadata";

    private ComparedState() {}

    /** Whether the server has nothing to store: helm 4 applies what has not changed as well. */
    public static boolean isSame(ObjectChange change) {
        return !change.before().isEmpty()
                && !change.after().isEmpty()
                && stored(change.before()).equals(stored(change.after()));
    }

    /** Whether what an object does is as it was, whatever is noted on it. */
    static boolean doesTheSame(ObjectChange change) {
        return contents(change.before()).equals(contents(change.after()));
    }

    /** What a write sets: not what controllers say of the object. */
    static Map<String, Object> stored(Map<String, Object> object) {
        Map<String, Object> stored = new LinkedHashMap<>(object);
        stored.remove("status");
        if (object.get(METADATA) instanceof Map<?, ?> metadata) {
            stored.put(METADATA, without(metadata, COUNTED_BY_SERVER));
        }
        return stored;
    }

    private static Map<String, Object> contents(Map<String, Object> object) {
        Map<String, Object> contents = stored(object);
        contents.remove(METADATA);
        return contents;
    }

    /** What somebody has set: not what controllers keep on the object, nor the replicas that another sets. */
    static Map<String, Object> steady(Map<String, Object> object) {
        Map<String, Object> steady = stored(object);
        if (steady.get(METADATA) instanceof Map<?, ?> metadata) {
            Map<String, Object> kept = without(metadata, Set.of());
            if (metadata.get("annotations") instanceof Map<?, ?> annotations) {
                kept.put("annotations", without(annotations, COUNTED_BY_CONTROLLERS));
            }
            steady.put(METADATA, kept);
        }
        if (isScaled(object) && object.get("spec") instanceof Map<?, ?> spec) {
            steady.put("spec", without(spec, Set.of("replicas")));
        }
        return steady;
    }

    /** Whether its replicas are another's to set, such as an autoscaler's. */
    private static boolean isScaled(Map<String, Object> object) {
        return object.get(METADATA) instanceof Map<?, ?> metadata
                && metadata.get("managedFields") instanceof Iterable<?> managers
                && scales(managers);
    }

    private static boolean scales(Iterable<?> managers) {
        for (Object manager : managers) {
            if (manager instanceof Map<?, ?> one && "scale".equals(one.get("subresource"))) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, Object> without(Map<?, ?> fields, Set<String> names) {
        Map<String, Object> rest = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (!names.contains(String.valueOf(name))) {
                rest.put(String.valueOf(name), value);
            }
        });
        return rest;
    }
}
