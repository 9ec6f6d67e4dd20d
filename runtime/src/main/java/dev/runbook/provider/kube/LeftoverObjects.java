package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import java.util.List;
import java.util.Optional;

/** What is left of a release that helm knows no more: helm has marked everything that it made. */
final class LeftoverObjects {
    private static final String MARK = "app.kubernetes.io/managed-by=Helm";

    /** The kinds of a chart that can take their time to go, since they have finalizers or dependents. */
    private static final List<List<String>> KINDS = List.of(
            List.of("v1", "Service"),
            List.of("v1", "PersistentVolumeClaim"),
            List.of("apps/v1", "Deployment"),
            List.of("apps/v1", "StatefulSet"),
            List.of("apps/v1", "DaemonSet"),
            List.of("batch/v1", "Job"),
            List.of("networking.k8s.io/v1", "Ingress"));

    private LeftoverObjects() {}

    static List<NamedObject> of(ClusterReader cluster, String release, String namespace) throws InterruptedException {
        return ParallelRequests.map(KINDS, kind -> marked(cluster, kind.getFirst(), kind.getLast(), release, namespace))
                .stream()
                .flatMap(List::stream)
                .map(NamedObject::of)
                .toList();
    }

    private static List<KubeObject> marked(
            ClusterReader cluster, String apiVersion, String name, String release, String namespace)
            throws InterruptedException {
        Optional<Kind> kind = cluster.kind(apiVersion, name);
        if (kind.isEmpty()) {
            return List.of();
        }
        try {
            return cluster.list(kind.get(), namespace, MARK).stream()
                    .filter(o -> owner(o, "name", release) && owner(o, "namespace", namespace))
                    .toList();
        } catch (Failed failed) {
            // Helm itself needs only the kinds of its chart: one that may not be listed is not looked at.
            if (failed.failure().kind() == FailureClass.Forbidden) {
                return List.of();
            }
            throw failed;
        }
    }

    private static boolean owner(KubeObject object, String what, String wanted) {
        return object.text("metadata", "annotations", "meta.helm.sh/release-" + what)
                .equals(Optional.of(wanted));
    }
}
