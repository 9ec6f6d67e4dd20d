package dev.runbook.provider.kube;

import java.util.Set;

/** Tells custom resources from the kinds of Kubernetes itself. */
public final class CustomKinds {
    /** The groups of Kubernetes itself, and those whose objects are only measured. */
    private static final Set<String> GROUPS = Set.of(
            "apps",
            "batch",
            "autoscaling",
            "policy",
            "extensions",
            "networking.k8s.io",
            "rbac.authorization.k8s.io",
            "storage.k8s.io",
            "storagemigration.k8s.io",
            "admissionregistration.k8s.io",
            "apiextensions.k8s.io",
            "apiregistration.k8s.io",
            "authentication.k8s.io",
            "authorization.k8s.io",
            "certificates.k8s.io",
            "coordination.k8s.io",
            "discovery.k8s.io",
            "events.k8s.io",
            "flowcontrol.apiserver.k8s.io",
            "internal.apiserver.k8s.io",
            "node.k8s.io",
            "resource.k8s.io",
            "scheduling.k8s.io",
            "metrics.k8s.io",
            "custom.metrics.k8s.io",
            "external.metrics.k8s.io");

    private CustomKinds() {}

    /** Whether the kinds of a version such as {@code cert-manager.io/v1} are those of a CRD. */
    public static boolean have(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash > 0 && !GROUPS.contains(apiVersion.substring(0, slash));
    }
}
