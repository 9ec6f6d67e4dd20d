package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a release that is not there yet has objects: those that somebody gave to it, or that an earlier one has left. */
final class AdoptedObjects {
    private static final String MANAGED = "app.kubernetes.io/managed-by=Helm";

    private AdoptedObjects() {}

    /** Whether there is one among the kinds that hold data; asked with few questions, and without a rendering. */
    static boolean holdData(ClusterReader cluster, String release, String namespace) throws InterruptedException {
        List<Kind> kinds = new ArrayList<>();
        for (String kind : List.of("PersistentVolumeClaim", "Secret")) {
            cluster.kind("v1", kind).ifPresent(kinds::add);
        }
        cluster.kind("apiextensions.k8s.io/v1", "CustomResourceDefinition").ifPresent(kinds::add);
        kinds.addAll(cluster.customKinds());
        for (Kind kind : kinds) {
            if (list(cluster, kind, kind.namespaced() ? namespace : "").stream()
                    .anyMatch(object -> belongs(object, release, namespace))) {
                return true;
            }
        }
        return false;
    }

    private static boolean belongs(KubeObject object, String release, String namespace) {
        return annotation(object, "meta.helm.sh/release-name").equals(Optional.of(release))
                && annotation(object, "meta.helm.sh/release-namespace").equals(Optional.of(namespace));
    }

    private static Optional<String> annotation(KubeObject object, String name) {
        return object.text("metadata", "annotations", name);
    }

    private static List<KubeObject> list(ClusterReader cluster, Kind kind, String namespace)
            throws InterruptedException {
        try {
            return cluster.list(kind, namespace, MANAGED);
        } catch (Failed failed) {
            if (failed.failure().kind() == FailureClass.Unreachable) {
                throw failed;
            }
            // What may not be listed may not be deleted unseen either: helm's uninstall needs more rights than this.
            return List.of();
        }
    }
}
