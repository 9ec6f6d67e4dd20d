package dev.runbook.rehearsal.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.ResourceType;

/** The status that the server gives an object when it is created, before any controller has seen it. */
final class InitialStatus {
    private InitialStatus() {}

    static void fill(ResourceType type, ObjectNode object) {
        switch (type.qualifiedKind()) {
            case "Service", "Ingress.networking.k8s.io" -> status(object).putObject("loadBalancer");
            case "Pod" -> status(object).put("phase", "Pending").put("qosClass", quality(object));
            case "PersistentVolumeClaim", "PersistentVolume" -> status(object).put("phase", "Pending");
            case "Namespace" -> status(object).put("phase", "Active");
            case "ReplicaSet.apps" -> status(object).put("replicas", 0);
            case "StatefulSet.apps" -> status(object).put("replicas", 0).put("availableReplicas", 0);
            case "DaemonSet.apps" ->
                status(object)
                        .put("currentNumberScheduled", 0)
                        .put("numberMisscheduled", 0)
                        .put("desiredNumberScheduled", 0)
                        .put("numberReady", 0);
            case "Deployment.apps", "Job.batch", "CronJob.batch" -> status(object);
            default -> {}
        }
    }

    private static String quality(ObjectNode pod) {
        boolean asks = JsonTrees.objects(JsonTrees.at(pod, "spec", "containers")).stream()
                .map(container -> container.path("resources"))
                .anyMatch(resources -> resources.has("requests") || resources.has("limits"));
        return asks ? "Burstable" : "BestEffort";
    }

    private static ObjectNode status(ObjectNode object) {
        return JsonTrees.child(object, "status");
    }
}
