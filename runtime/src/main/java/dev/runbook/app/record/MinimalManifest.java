package dev.runbook.app.record;

import dev.runbook.language.value.ResourceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The least that the API takes as an object of a kind, where only its name is known. */
final class MinimalManifest {
    private static final Map<String, Object> LABELS = Map.of("app", "made-up");
    private static final Map<String, Object> POD = Map.of(
            "metadata", Map.of("labels", LABELS),
            "spec", Map.of("containers", List.of(Map.of("name", "made-up", "image", "made-up"))));
    private static final Map<String, Object> WORKLOAD =
            Map.of("selector", Map.of("matchLabels", LABELS), "template", POD);
    private static final Map<String, Object> ROLE =
            Map.of("apiGroup", "rbac.authorization.k8s.io", "kind", "Role", "name", "made-up");

    private MinimalManifest() {}

    /**
     * The manifest.
     *
     * @param namespace of the runbook, which needs not be said
     * @param metadata besides its name
     */
    static Map<String, Object> of(ResourceId object, String namespace, Map<String, Object> metadata) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("name", object.name());
        if (!object.namespace().isEmpty() && !object.namespace().equals(namespace)) {
            named.put("namespace", object.namespace());
        }
        named.putAll(metadata);
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("apiVersion", version(object));
        manifest.put("kind", object.kind());
        manifest.put("metadata", named);
        manifest.putAll(rest(object.kind()));
        return manifest;
    }

    /** A message names the group alone. */
    private static String version(ResourceId object) {
        String said = object.apiVersion();
        return said.isEmpty() || said.matches("v\\d.*") || said.contains("/")
                ? said.isEmpty() ? "v1" : said
                : said + "/v1";
    }

    private static Map<String, Object> rest(String kind) {
        return switch (kind) {
            case "Deployment", "DaemonSet" -> Map.of("spec", WORKLOAD);
            case "StatefulSet" ->
                Map.of(
                        "spec",
                        Map.of("selector", Map.of("matchLabels", LABELS), "serviceName", "made-up", "template", POD));
            case "Service" -> Map.of("spec", Map.of("ports", List.of(Map.of("port", 80))));
            case "Ingress" ->
                Map.of(
                        "spec",
                        Map.of(
                                "defaultBackend",
                                Map.of("service", Map.of("name", "made-up", "port", Map.of("number", 80)))));
            case "PersistentVolumeClaim" ->
                Map.of(
                        "spec",
                        Map.of(
                                "accessModes", List.of("ReadWriteOnce"),
                                "resources", Map.of("requests", Map.of("storage", "1Gi"))));
            case "PodDisruptionBudget" ->
                Map.of("spec", Map.of("minAvailable", 1, "selector", Map.of("matchLabels", LABELS)));
            case "RoleBinding" -> Map.of("roleRef", ROLE);
            case "ClusterRoleBinding" ->
                Map.of(
                        "roleRef",
                        Map.of("apiGroup", "rbac.authorization.k8s.io", "kind", "ClusterRole", "name", "made-up"));
            default -> Map.of();
        };
    }
}
