package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.StatusConditions;
import java.util.List;
import java.util.function.Consumer;

/** The states of a pod as its status shows them. Each method changes the pod that it is given and returns it. */
final class PodStatus {
    private static final String BACK_OFF = "ImagePullBackOff";

    private PodStatus() {}

    static ObjectNode creating(ObjectNode pod) {
        return waiting(pod, "ContainerCreating", "");
    }

    static ObjectNode pullFailing(ObjectNode pod) {
        return waiting(pod, BACK_OFF, "Back-off pulling image \"%s\"".formatted(firstImage(pod)));
    }

    static boolean isPullFailing(ObjectNode pod) {
        return JsonTrees.text(JsonTrees.at(pod, "status", "containerStatuses").path(0), "state", "waiting", "reason")
                .equals(BACK_OFF);
    }

    static ObjectNode running(ObjectNode pod) {
        ObjectNode status = placed(pod);
        status.put("phase", "Running").put("podIP", address(pod));
        status.putArray("podIPs").addObject().put("ip", address(pod));
        readiness(status, true, "", "");
        containers(pod, status, true, state -> state.putObject("running").put("startedAt", Meta.now()));
        return pod;
    }

    /** Its containers have ended once more, and wait for the next attempt. */
    static ObjectNode crashed(ObjectNode pod, int times) {
        waiting(pod, "CrashLoopBackOff", "back-off restarting failed container=" + firstContainer(pod));
        ObjectNode status = JsonTrees.child(pod, "status");
        status.put("phase", "Running");
        JsonTrees.objects(JsonTrees.at(status, "containerStatuses")).forEach(container -> {
            container.put("restartCount", times);
            JsonTrees.child(container, "lastState")
                    .putObject("terminated")
                    .put("exitCode", 1)
                    .put("reason", "Error")
                    .put("finishedAt", Meta.now());
        });
        return pod;
    }

    /** How often its first container was started again. */
    static int restarts(ObjectNode pod) {
        return JsonTrees.at(pod, "status", "containerStatuses")
                .path(0)
                .path("restartCount")
                .asInt();
    }

    static ObjectNode ended(ObjectNode pod, boolean failed) {
        ObjectNode status = placed(pod);
        status.put("phase", failed ? "Failed" : "Succeeded");
        readiness(status, false, failed ? "PodFailed" : "PodCompleted", "");
        containers(
                pod,
                status,
                false,
                state -> state.putObject("terminated")
                        .put("exitCode", failed ? 1 : 0)
                        .put("reason", failed ? "Error" : "Completed")
                        .put("finishedAt", Meta.now()));
        return pod;
    }

    static String firstImage(ObjectNode pod) {
        return JsonTrees.text(JsonTrees.at(pod, "spec", "containers").path(0), "image");
    }

    static String firstContainer(ObjectNode pod) {
        return JsonTrees.text(JsonTrees.at(pod, "spec", "containers").path(0), "name");
    }

    private static ObjectNode waiting(ObjectNode pod, String reason, String message) {
        ObjectNode status = placed(pod);
        status.put("phase", "Pending");
        List<String> names = JsonTrees.objects(JsonTrees.at(pod, "spec", "containers")).stream()
                .map(container -> JsonTrees.text(container, "name"))
                .toList();
        readiness(
                status,
                false,
                "ContainersNotReady",
                "containers with unready status: [" + String.join(" ", names) + "]");
        containers(pod, status, false, state -> {
            ObjectNode waiting = state.putObject("waiting").put("reason", reason);
            if (!message.isEmpty()) {
                waiting.put("message", message);
            }
        });
        return pod;
    }

    private static ObjectNode placed(ObjectNode pod) {
        ObjectNode status = JsonTrees.child(pod, "status");
        JsonTrees.fill(status, "startTime", Meta.now());
        status.put("hostIP", "192.0.2.1");
        StatusConditions.set(status, "PodScheduled", true, "", "");
        StatusConditions.set(status, "Initialized", true, "", "");
        return status;
    }

    private static void readiness(ObjectNode status, boolean ready, String reason, String message) {
        StatusConditions.set(status, "Ready", ready, reason, message);
        StatusConditions.set(status, "ContainersReady", ready, reason, message);
    }

    private static void containers(ObjectNode pod, ObjectNode status, boolean ready, Consumer<ObjectNode> state) {
        int restarts = restarts(pod);
        status.remove("containerStatuses");
        for (ObjectNode container : JsonTrees.objects(JsonTrees.at(pod, "spec", "containers"))) {
            ObjectNode entry = status.withArrayProperty("containerStatuses").addObject();
            entry.put("name", JsonTrees.text(container, "name")).put("image", JsonTrees.text(container, "image"));
            entry.put("imageID", "").put("ready", ready).put("started", ready).put("restartCount", restarts);
            state.accept(entry.putObject("state"));
            entry.putObject("lastState");
        }
    }

    private static String address(ObjectNode pod) {
        int hash = Meta.uid(pod).hashCode() & 0x3fff;
        return "10.244." + (hash >> 8) + "." + Math.max(2, hash & 0xff);
    }
}
