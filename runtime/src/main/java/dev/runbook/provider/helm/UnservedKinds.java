package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.CustomKinds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The kinds of a stored manifest that the cluster does not have any more. Helm stops at them: before an upgrade and a
 * rollback, and in the middle of an uninstall, which leaves the release uninstalling.
 */
final class UnservedKinds {
    private static final int TOLD = 3;

    private UnservedKinds() {}

    /** Fails where the cluster lacks the kind of one of these objects. */
    static void requireServed(ClusterReader cluster, Collection<KubeObject> stored, String release, String namespace)
            throws InterruptedException {
        Map<String, List<KubeObject>> unserved = new LinkedHashMap<>();
        for (KubeObject object : stored) {
            if (cluster.kind(object.apiVersion(), object.kind()).isEmpty()) {
                unserved.computeIfAbsent(object.apiVersion() + "/" + object.kind(), _ -> new ArrayList<>())
                        .add(object);
            }
        }
        if (unserved.isEmpty()) {
            return;
        }
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, List<KubeObject>> kind : unserved.entrySet()) {
            words.add(words(cluster, kind.getKey(), kind.getValue()));
        }
        throw new Failed(Failure.of(
                FailureClass.RemovedApi,
                "the stored manifest of release %s has what the cluster does not have any more: %s"
                        .formatted(release, String.join("; ", words)),
                RefusalAdvice.removedApi(release + (namespace.isEmpty() ? "" : " --namespace=" + namespace))));
    }

    private static String words(ClusterReader cluster, String kind, List<KubeObject> objects)
            throws InterruptedException {
        String names = String.join(
                ", ",
                objects.stream()
                        .limit(TOLD)
                        .map(object -> object.id().shortName())
                        .toList());
        String more = objects.size() <= TOLD ? "" : " and %d more".formatted(objects.size() - TOLD);
        return kind + " (" + names + more + ")"
                + served(cluster, objects.getFirst())
                        .map(now -> ", which is served as " + now.apiVersion() + " now")
                        .orElse("");
    }

    /** The same kind in another version of its group; one of Kubernetes itself may have moved to another group. */
    private static Optional<Kind> served(ClusterReader cluster, KubeObject object) throws InterruptedException {
        int slash = object.apiVersion().indexOf('/');
        String group = CustomKinds.have(object.apiVersion())
                ? "." + object.apiVersion().substring(0, slash)
                : "";
        try {
            return Optional.of(cluster.kind(object.kind() + group));
        } catch (Failed none) {
            return Optional.empty();
        }
    }
}
