package dev.runbook.provider.helm;

import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.CustomKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A cluster of any number of objects, some kinds and two definitions' kinds: one in namespaces, one in none. */
final class ClusterInMemory implements ClusterReader {
    static final String CUSTOM = "example.com/v1";

    private static final List<Kind> KINDS = List.of(
            new Kind("v1", "PersistentVolumeClaim", "persistentvolumeclaims", true),
            new Kind("v1", "Secret", "secrets", true),
            new Kind("v1", "ConfigMap", "configmaps", true),
            new Kind("v1", "Service", "services", true),
            new Kind("apps/v1", "StatefulSet", "statefulsets", true),
            new Kind("apps/v1", "Deployment", "deployments", true),
            new Kind("networking.k8s.io/v1", "Ingress", "ingresses", true),
            new Kind("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", true),
            new Kind(CUSTOM, "Thing", "things", true),
            new Kind(CUSTOM, "Zone", "zones", false),
            new Kind("v1", "PersistentVolume", "persistentvolumes", false),
            new Kind("v1", "Namespace", "namespaces", false),
            new Kind("apiextensions.k8s.io/v1", "CustomResourceDefinition", "customresourcedefinitions", false));

    final List<KubeObject> objects = new ArrayList<>();

    static Kind named(String name) {
        return KINDS.stream()
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Optional<KubeObject> get(Kind kind, String namespace, String name) {
        return list(kind, namespace, "").stream()
                .filter(object -> object.name().equals(name))
                .findFirst();
    }

    @Override
    public List<KubeObject> list(Kind kind, String namespace, String labels) {
        return objects.stream()
                .filter(object -> object.kind().equals(kind.name()))
                .filter(object -> !kind.namespaced()
                        || namespace.isEmpty()
                        || object.namespace().equals(namespace))
                .toList();
    }

    @Override
    public List<String> events(String namespace, String name, String uid) {
        return List.of();
    }

    @Override
    public Kind kind(String written) {
        return named(written);
    }

    @Override
    public Optional<Kind> kind(String apiVersion, String kind) {
        return KINDS.stream()
                .filter(one -> one.apiVersion().equals(apiVersion) && one.name().equals(kind))
                .findFirst();
    }

    @Override
    public List<Kind> customKinds() {
        return KINDS.stream()
                .filter(kind -> CustomKinds.have(kind.apiVersion()))
                .toList();
    }
}
