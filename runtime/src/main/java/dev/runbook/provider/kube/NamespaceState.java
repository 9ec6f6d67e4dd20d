package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failed;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.ObjectConditions.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a namespace says of its own end. */
public final class NamespaceState {
    private static final int TOLD = 5;

    private NamespaceState() {}

    /** Whether it is being deleted. */
    public static boolean terminating(KubeObject namespace) {
        return namespace.text("metadata", "deletionTimestamp").isPresent()
                || namespace
                        .text("status", "phase")
                        .filter("Terminating"::equals)
                        .isPresent();
    }

    /**
     * What keeps it from being gone, a sentence each: what is left in it, and the finalizers that hold that. The namespace
     * itself says so some seconds after it was deleted; until then the objects in it are looked at.
     */
    public static List<String> holding(ClusterReader cluster, KubeObject namespace) throws InterruptedException {
        List<String> told = told(namespace);
        return told.isEmpty() ? finalizers(cluster, namespace.name()) : told;
    }

    private static List<String> finalizers(ClusterReader cluster, String namespace) throws InterruptedException {
        List<String> held = new ArrayList<>();
        try {
            for (Kind kind : StoredData.kinds(cluster)) {
                for (KubeObject object : cluster.list(kind, namespace, "")) {
                    List<?> finalizers = object.at("metadata", "finalizers").orElse(List.of()) instanceof List<?> list
                            ? list
                            : List.of();
                    if (!finalizers.isEmpty()) {
                        held.add("%s (finalizer %s)"
                                .formatted(
                                        object.id().shortName(),
                                        finalizers.stream().map(String::valueOf).collect(Collectors.joining(", "))));
                    }
                }
            }
        } catch (Failed mayNotLook) {
            // What was found so far is told.
        }
        String more = held.size() <= TOLD ? "" : " and %d more".formatted(held.size() - TOLD);
        return held.isEmpty()
                ? List.of()
                : List.of(String.join(", ", held.subList(0, Math.min(TOLD, held.size()))) + more + ".");
    }

    private static List<String> told(KubeObject namespace) {
        return Stream.of(
                        "NamespaceContentRemaining",
                        "NamespaceFinalizersRemaining",
                        "NamespaceDeletionContentFailure",
                        "NamespaceDeletionDiscoveryFailure")
                .flatMap(type -> ObjectConditions.of(namespace, type).stream())
                .filter(Condition::holds)
                .map(condition -> condition.message().replaceAll("\\s+", " ").strip())
                .filter(message -> !message.isEmpty())
                .toList();
    }
}
