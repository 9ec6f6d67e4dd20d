package dev.runbook.provider.kube.adapter;

import dev.runbook.port.ClusterReader.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds that every API server of the supported versions has, so that nothing must be asked for them. */
final class BuiltInKinds {
    private static final List<BuiltInKind> ALL = List.of(
            entry("v1", "Pod", "pods", "po"),
            entry("v1", "Service", "services", "svc"),
            entry("v1", "ConfigMap", "configmaps", "cm"),
            entry("v1", "Secret", "secrets", ""),
            entry("v1", "PersistentVolumeClaim", "persistentvolumeclaims", "pvc"),
            entry("v1", "ServiceAccount", "serviceaccounts", "sa"),
            entry("v1", "ReplicationController", "replicationcontrollers", "rc"),
            entry("v1", "Endpoints", "endpoints", "ep"),
            entry("v1", "Event", "events", "ev"),
            entry("v1", "LimitRange", "limitranges", "limits"),
            entry("v1", "ResourceQuota", "resourcequotas", "quota"),
            cluster("v1", "Namespace", "namespaces", "ns"),
            cluster("v1", "Node", "nodes", "no"),
            cluster("v1", "PersistentVolume", "persistentvolumes", "pv"),
            entry("apps/v1", "Deployment", "deployments", "deploy"),
            entry("apps/v1", "ReplicaSet", "replicasets", "rs"),
            entry("apps/v1", "StatefulSet", "statefulsets", "sts"),
            entry("apps/v1", "DaemonSet", "daemonsets", "ds"),
            entry("batch/v1", "Job", "jobs", ""),
            entry("networking.k8s.io/v1", "Ingress", "ingresses", "ing"),
            entry("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", "netpol"),
            cluster("networking.k8s.io/v1", "IngressClass", "ingressclasses", ""),
            entry("rbac.authorization.k8s.io/v1", "Role", "roles", ""),
            entry("rbac.authorization.k8s.io/v1", "RoleBinding", "rolebindings", ""),
            cluster("rbac.authorization.k8s.io/v1", "ClusterRole", "clusterroles", ""),
            cluster("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "clusterrolebindings", ""),
            cluster("storage.k8s.io/v1", "StorageClass", "storageclasses", "sc"),
            cluster("apiextensions.k8s.io/v1", "CustomResourceDefinition", "customresourcedefinitions", "crd"),
            cluster("apiregistration.k8s.io/v1", "APIService", "apiservices", ""));

    private BuiltInKinds() {}

    private record BuiltInKind(Kind kind, String shortName) {
        boolean called(String name) {
            return name.equals(kind.name().toLowerCase(Locale.ROOT))
                    || name.equals(kind.plural())
                    || name.equals(shortName);
        }
    }

    private static BuiltInKind entry(String apiVersion, String name, String plural, String shortName) {
        return new BuiltInKind(new Kind(apiVersion, name, plural, true), shortName);
    }

    private static BuiltInKind cluster(String apiVersion, String name, String plural, String shortName) {
        return new BuiltInKind(new Kind(apiVersion, name, plural, false), shortName);
    }

    /** By the name that an operator writes, in any case: {@code Service}, {@code services}, {@code svc}. */
    static Optional<Kind> called(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.isEmpty()
                ? Optional.empty()
                : ALL.stream()
                        .filter(e -> e.called(lower))
                        .map(BuiltInKind::kind)
                        .findFirst();
    }

    static Optional<Kind> of(String apiVersion, String kind) {
        return ALL.stream()
                .map(BuiltInKind::kind)
                .filter(k -> k.apiVersion().equals(apiVersion) && k.name().equals(kind))
                .findFirst();
    }

    /** The names that an operator may write. */
    static List<String> names() {
        return ALL.stream()
                .map(e -> e.kind().name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }
}
