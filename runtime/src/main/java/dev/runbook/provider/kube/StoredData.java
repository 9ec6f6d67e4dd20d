package dev.runbook.provider.kube;

import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

    /**
     * What is lost with an object that is deleted by itself, in words: nothing says that anything makes it again. Empty for
     * one that holds no data, and for one that goes with words of its own, such as a claim.
     */
    static Optional<String> itself(KubeObject object) {
        if (CustomKinds.have(object.apiVersion())) {
            return Optional.of(object.id().shortName() + " (" + object.apiVersion() + ")"
                    + TerminationState.finalizers(object)
                            .map(finalizer -> " with what its operator clears away (" + finalizer + ")")
                            .orElse(""));
        }
        if (!object.kind().equals("Secret") || issued(object)) {
            return Optional.empty();
        }
        return object.at("data")
                .filter(data -> data instanceof Map<?, ?> keys && !keys.isEmpty())
                .map(data -> object.id().shortName() + " with "
                        + ((Map<?, ?>) data)
                                .keySet().stream().map(String::valueOf).sorted().collect(Collectors.joining(", ")));
    }

    /** Whether a server or cert-manager issues another one. */
    private static boolean issued(KubeObject secret) {
        return switch (secret.text("type").orElse("Opaque")) {
            case "kubernetes.io/service-account-token", "bootstrap.kubernetes.io/token" -> true;
            default ->
                secret.text("metadata", "annotations", "cert-manager.io/certificate-name")
                        .isPresent();
        };
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
