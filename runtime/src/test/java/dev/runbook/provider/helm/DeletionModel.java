package dev.runbook.provider.helm;

import dev.runbook.port.KubeObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What helm and the controllers of a cluster do after a deletion, written from what they are documented to do: a
 * definition's objects go with it, what is in a namespace goes with it, and the garbage collector takes what names only
 * owners that are not there.
 */
final class DeletionModel {
    /** UIDs of what is there. */
    final Set<String> left = new HashSet<>();
    /** By the UID of what went along, that of the definition or the namespace which took it. */
    final Map<String, String> takenBy = new HashMap<>();

    private final List<KubeObject> before;
    private final Set<String> there;
    private final Set<String> orphans;

    DeletionModel(List<KubeObject> before, Collection<KubeObject> deleted, boolean orphan) {
        this.before = before;
        orphans = orphan ? new HashSet<>(deleted.stream().map(KubeObject::uid).toList()) : Set.of();
        before.forEach(object -> left.add(object.uid()));
        there = Set.copyOf(left);
        deleted.forEach(object -> left.remove(object.uid()));
        while (before.stream()
                        .filter(this::goes)
                        .map(object -> left.remove(object.uid()))
                        .count()
                > 0) {
            // Each round may leave others without what holds them.
        }
    }

    private boolean goes(KubeObject object) {
        if (!left.contains(object.uid())) {
            return false;
        }
        Optional<KubeObject> container = before.stream()
                .filter(other -> !left.contains(other.uid()) && holds(other, object))
                .findFirst();
        container.ifPresent(taker -> takenBy.put(object.uid(), taker.uid()));
        List<String> owners = new ArrayList<>(owners(object));
        if (!orphans.isEmpty()) {
            // An orphan no longer names the owner that it had, nor, since the collector came by before, one long gone.
            owners.removeIf(uid -> orphans.contains(uid) || !there.contains(uid));
        }
        return container.isPresent() || (!owners.isEmpty() && owners.stream().noneMatch(left::contains));
    }

    private static boolean holds(KubeObject container, KubeObject object) {
        return switch (container.kind()) {
            case "Namespace" -> object.namespace().equals(container.name());
            case "CustomResourceDefinition" ->
                object.apiVersion().equals(ClusterInMemory.CUSTOM)
                        && container.text("spec", "names", "kind").equals(Optional.of(object.kind()));
            default -> false;
        };
    }

    static List<String> owners(KubeObject object) {
        List<String> owners = new ArrayList<>();
        if (object.at("metadata", "ownerReferences").orElse(List.of()) instanceof List<?> references) {
            references.forEach(reference -> owners.add(String.valueOf(((Map<?, ?>) reference).get("uid"))));
        }
        return owners;
    }
}
