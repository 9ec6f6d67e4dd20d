package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.StatusConditions;
import java.util.List;

/** The status of a Deployment, counted from its ReplicaSets. */
final class DeploymentStatus {
    private DeploymentStatus() {}

    static ObjectNode write(
            ObjectNode deployment, ObjectNode updated, List<ObjectNode> older, boolean complete, boolean late) {
        ObjectNode status = JsonTrees.child(deployment, "status");
        int wanted = JsonTrees.at(deployment, "spec", "replicas").asInt();
        int total = count(updated, "replicas");
        int ready = count(updated, "readyReplicas");
        int available = count(updated, "availableReplicas");
        for (ObjectNode set : older) {
            total += count(set, "replicas");
            ready += count(set, "readyReplicas");
            available += count(set, "availableReplicas");
        }
        status.put("observedGeneration", (int) Meta.generation(deployment));
        number(status, "replicas", total);
        number(status, "updatedReplicas", count(updated, "replicas"));
        number(status, "readyReplicas", ready);
        number(status, "availableReplicas", available);
        number(status, "unavailableReplicas", Math.max(0, Math.max(total, wanted) - available));
        boolean enough = available >= wanted;
        StatusConditions.set(
                status,
                "Available",
                enough,
                enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                enough ? "Deployment has minimum availability." : "Deployment does not have minimum availability.");
        String set = Meta.name(updated);
        if (complete) {
            StatusConditions.set(
                    status,
                    "Progressing",
                    true,
                    "NewReplicaSetAvailable",
                    "ReplicaSet \"%s\" has successfully progressed.".formatted(set));
        } else if (late) {
            StatusConditions.set(
                    status,
                    "Progressing",
                    false,
                    "ProgressDeadlineExceeded",
                    "ReplicaSet \"%s\" has timed out progressing.".formatted(set));
        } else {
            StatusConditions.set(
                    status,
                    "Progressing",
                    true,
                    "ReplicaSetUpdated",
                    "ReplicaSet \"%s\" is progressing.".formatted(set));
        }
        return deployment;
    }

    private static int count(ObjectNode set, String field) {
        return JsonTrees.at(set, "status", field).asInt();
    }

    /** The real server leaves out numbers that are zero. */
    private static void number(ObjectNode status, String field, int value) {
        if (value == 0) {
            status.remove(field);
        } else {
            status.put(field, value);
        }
    }
}
