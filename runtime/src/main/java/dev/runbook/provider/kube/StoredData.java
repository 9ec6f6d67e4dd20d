package dev.runbook.provider.kube;

import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which objects hold something that people or programs have put there, and no chart. */
final class StoredData {
    /** Those that a server, a controller or helm keeps for itself, or makes again. */
    private static final Set<String> MADE_AGAIN = Set.of(
            "kubernetes.io/service-account-token",
            "kubernetes.io/tls",
            "bootstrap.kubernetes.io/token",
            "helm.sh/release.v1");

    private StoredData() {}

    /** The kinds of what a namespace may hold. */
    static List<Kind> kinds(ClusterReader cluster) throws InterruptedException {
        List<Kind> kinds = new ArrayList<>();
        for (String name : List.of(
                "persistentvolumeclaim", "secret", "configmap", "statefulset", "deployment", "service", "ingress")) {
            kinds.add(cluster.kind(name));
        }
        kinds.addAll(cluster.customKinds());
        return kinds;
    }

    /** The kinds of what objects may own and is worth keeping. */
    static List<Kind> owned(ClusterReader cluster) throws InterruptedException {
        return List.of(cluster.kind("persistentvolumeclaim"), cluster.kind("secret"));
    }

    /** Whether an object that others own holds data of its own: a secret that no server makes again. */
    static boolean holds(KubeObject object) {
        return object.kind().equals("Secret")
                && !MADE_AGAIN.contains(object.text("type").orElse("Opaque"));
    }

    /** Whether an object in a namespace is one that somebody has put there. */
    static boolean isSomebodys(KubeObject object) {
        return switch (object.kind()) {
            case "Secret" -> holds(object);
            // Whoever owns it can make it again, and not what is in it.
            case "PersistentVolumeClaim" -> true;
            case "ConfigMap" -> !object.name().equals("kube-root-ca.crt");
            case "Service" -> !object.name().equals("kubernetes");
            default -> Ownership.owners(object).isEmpty();
        };
    }
}
