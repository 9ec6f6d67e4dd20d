package dev.runbook.provider.kube.adapter;

import java.util.List;
import java.util.Map;

/** Specs of small workloads. */
final class Workloads {
    private Workloads() {}

    static Map<String, Object> deployment(String app, int replicas, Map<String, String> podAnnotations) {
        Map<String, Object> labels = Map.of("app", app);
        Map<String, Object> container = Map.of("name", "main", "image", "example.com/" + app + ":1");
        return Map.of(
                "replicas",
                replicas,
                "selector",
                Map.of("matchLabels", labels),
                "template",
                Map.of(
                        "metadata", Map.of("labels", labels, "annotations", podAnnotations),
                        "spec", Map.of("containers", List.of(container))));
    }

    static Map<String, Object> loadBalancer(String app) {
        return Map.of("type", "LoadBalancer", "selector", Map.of("app", app), "ports", List.of(Map.of("port", 80)));
    }
}
