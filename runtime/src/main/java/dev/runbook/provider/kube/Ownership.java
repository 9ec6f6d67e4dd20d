package dev.runbook.provider.kube;

import dev.runbook.language.value.ResourceId;
import dev.runbook.port.KubeObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who owns whom, by UID, and how to find what a workload owns. */
public final class Ownership {
    private static final Set<String> WORKLOADS =
            Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob", "ReplicationController");

    private Ownership() {}

    /** The UIDs of the owners of an object. */
    public static List<String> owners(KubeObject object) {
        List<String> owners = new ArrayList<>();
        if (object.at("metadata", "ownerReferences").orElse(List.of()) instanceof List<?> references) {
            for (Object reference : references) {
                if (reference instanceof Map<?, ?> map && map.get("uid") instanceof String uid) {
                    owners.add(uid);
                }
            }
        }
        return owners;
    }

    /** Those of the objects that one of these owners has. */
    public static List<KubeObject> ownedBy(Collection<String> uids, List<KubeObject> objects) {
        return objects.stream()
                .filter(o -> owners(o).stream().anyMatch(uids::contains))
                .toList();
    }

    /** Whether objects of this kind make pods or jobs of their own. */
    public static boolean workload(String kind) {
        return WORKLOADS.contains(kind);
    }

    /** Whether this object was made by a workload of the set: they name what they make after themselves. */
    public static boolean madeBySomeOf(ResourceId object, Collection<ResourceId> set) {
        return Set.of("Pod", "ReplicaSet", "Job").contains(object.kind())
                && set.stream()
                        .anyMatch(other -> workload(other.kind())
                                && other.namespace().equals(object.namespace())
                                && object.name().startsWith(other.name() + "-"));
    }

    /** The label selector of a workload, as kubectl writes it; empty when it has none. */
    public static Optional<String> selector(KubeObject workload) {
        List<String> terms = new ArrayList<>();
        Object selector = workload.at("spec", "selector").orElse(Map.of());
        if (selector instanceof Map<?, ?> map
                && !map.containsKey("matchLabels")
                && !map.containsKey("matchExpressions")) {
            // A ReplicationController has the labels themselves.
            map.forEach((k, v) -> terms.add(k + "=" + v));
        }
        if (workload.at("spec", "selector", "matchLabels").orElse(Map.of()) instanceof Map<?, ?> labels) {
            labels.forEach((k, v) -> terms.add(k + "=" + v));
        }
        if (workload.at("spec", "selector", "matchExpressions").orElse(List.of()) instanceof List<?> expressions) {
            expressions.forEach(e -> terms.add(term(e)));
        }
        return terms.isEmpty() ? Optional.empty() : Optional.of(String.join(",", terms));
    }

    private static String term(Object expression) {
        if (!(expression instanceof Map<?, ?> map)) {
            return "";
        }
        String values = map.get("values") instanceof List<?> list
                ? " (" + String.join(",", list.stream().map(String::valueOf).toList()) + ")"
                : "";
        return switch (String.valueOf(map.get("operator"))) {
            case "In" -> map.get("key") + " in" + values;
            case "NotIn" -> map.get("key") + " notin" + values;
            case "DoesNotExist" -> "!" + map.get("key");
            default -> String.valueOf(map.get("key"));
        };
    }
}
