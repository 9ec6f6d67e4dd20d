package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import java.util.List;
import java.util.Optional;

/** The status that a workload comes to have when the server refuses its new pods. */
record RefusedPods(PodTemplate made, Optional<ObjectNode> live) {
    void settle(String why) {
        ObjectNode status = JsonTrees.child(made.workload(), "status");
        switch (made.key().plural()) {
            case "deployments" -> deployment(status, why);
            case "statefulsets" -> statefulSet(status);
            case "daemonsets" -> daemonSet(status);
            default -> status.removeAll().put("startTime", Meta.now());
        }
    }

    private int had(String field) {
        return live.map(object -> JsonTrees.at(object, "status", field).asInt()).orElse(0);
    }

    private void deployment(ObjectNode status, String why) {
        boolean same = live.filter(object -> made.template().equals(JsonTrees.at(object, "spec", "template")))
                .isPresent();
        int running = made.keepsPods() || same ? had("replicas") : 0;
        for (String field : List.of("replicas", "readyReplicas", "availableReplicas")) {
            status.put(field, running);
        }
        status.put("updatedReplicas", same ? running : 0).put("unavailableReplicas", 1);
        ArrayNode conditions = status.putArray("conditions");
        condition(conditions, "Available", running > 0 ? "True" : "False", "MinimumReplicasUnavailable", "");
        condition(conditions, "Progressing", "True", "ReplicaSetUpdated", "");
        condition(conditions, "ReplicaFailure", "True", "FailedCreate", why);
    }

    private static void condition(ArrayNode conditions, String type, String status, String reason, String message) {
        conditions
                .addObject()
                .put("type", type)
                .put("status", status)
                .put("reason", reason)
                .put("message", message)
                .put("lastTransitionTime", Meta.now())
                .put("lastUpdateTime", Meta.now());
    }

    /** It deletes a pod and cannot make it again. */
    private void statefulSet(ObjectNode status) {
        int ready = Math.max(0, had("readyReplicas") - 1);
        for (String field : List.of("replicas", "currentReplicas", "readyReplicas", "availableReplicas")) {
            status.put(field, ready);
        }
        JsonNode revision = live.map(object -> JsonTrees.at(object, "status", "currentRevision"))
                .orElse(status.path("updateRevision"));
        status.put("updatedReplicas", 0).put("currentRevision", revision.asText() + (live.isPresent() ? "" : "-none"));
    }

    private void daemonSet(ObjectNode status) {
        int ready = Math.max(0, had("numberReady") - 1);
        for (String field : List.of("currentNumberScheduled", "numberReady", "numberAvailable")) {
            status.put(field, ready);
        }
        status.put("updatedNumberScheduled", 0).put("numberUnavailable", 1);
    }
}
