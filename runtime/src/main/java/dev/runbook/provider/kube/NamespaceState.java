package dev.runbook.provider.kube;

import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.ObjectConditions.Condition;
import java.util.List;
import java.util.stream.Stream;

/** What a namespace says of its own end. */
public final class NamespaceState {
    private NamespaceState() {}

    /** Whether it is being deleted. */
    public static boolean terminating(KubeObject namespace) {
        return namespace.text("metadata", "deletionTimestamp").isPresent()
                || namespace
                        .text("status", "phase")
                        .filter("Terminating"::equals)
                        .isPresent();
    }

    /** What keeps it from being gone, a sentence each: what is left in it, and the finalizers that hold that. */
    public static List<String> holding(KubeObject namespace) {
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
