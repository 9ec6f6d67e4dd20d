package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.api.StatusConditions;
import dev.runbook.rehearsal.store.ObjectEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the pods of a Job to their end; one that fails is not tried again, so that a rehearsal does not wait. */
final class JobController implements Reconciler {
    private static final String COMPONENT = "job-controller";

    private final ControllerContext world;
    private final ResourceType type;
    private final WorkloadPods pods;

    JobController(ControllerContext world) {
        this.world = world;
        this.type = world.type("batch/v1", "Job");
        this.pods = new WorkloadPods(world);
    }

    @Override
    public Collection<ObjectKey> concernedBy(ObjectEvent change) {
        return ControllerContext.itselfOrController(change, type);
    }

    @Override
    public Optional<Duration> reconcile(ObjectKey key) {
        ObjectNode job = world.find(key).orElse(null);
        if (job == null || Meta.isDeleting(job) || isOver(job)) {
            return Optional.empty();
        }
        if (JsonTrees.at(job, "spec", "suspend").asBoolean()) {
            return Optional.empty();
        }
        List<ObjectNode> all = pods.all(job);
        int wanted = JsonTrees.at(job, "spec", "completions").asInt(1);
        for (int i = all.size(); i < wanted; i++) {
            ObjectNode pod = pods.create(job, key.name() + "-", Map.of());
            world.events().normal(job, COMPONENT, "SuccessfulCreate", "Created pod: " + Meta.name(pod));
        }
        ObjectNode after = world.registry().updateStatus(key, old -> counted(old, pods.all(old), wanted));
        if (StatusConditions.isTrue(after, "Complete")) {
            world.events().normal(job, COMPONENT, "Completed", "Job completed");
        } else if (StatusConditions.isTrue(after, "Failed")) {
            world.events()
                    .warning(job, COMPONENT, "BackoffLimitExceeded", "Job has reached the specified backoff limit");
        }
        return Optional.empty();
    }

    private static boolean isOver(ObjectNode job) {
        return StatusConditions.isTrue(job, "Complete") || StatusConditions.isTrue(job, "Failed");
    }

    private static ObjectNode counted(ObjectNode job, List<ObjectNode> all, int wanted) {
        ObjectNode status = JsonTrees.child(job, "status");
        int succeeded = count(all, "Succeeded");
        int failed = count(all, "Failed");
        JsonTrees.fill(status, "startTime", Meta.now());
        status.put("active", all.size() - succeeded - failed).put("ready", WorkloadPods.ready(all));
        status.put("succeeded", succeeded).put("failed", failed).put("terminating", 0);
        status.putObject("uncountedTerminatedPods");
        if (failed > 0) {
            String reason = "BackoffLimitExceeded";
            String message = "Job has reached the specified backoff limit";
            StatusConditions.set(status, "FailureTarget", true, reason, message);
            StatusConditions.set(status, "Failed", true, reason, message);
        } else if (succeeded >= wanted) {
            String reason = "CompletionsReached";
            String message = "Reached expected number of succeeded pods";
            status.put("completionTime", Meta.now());
            StatusConditions.set(status, "SuccessCriteriaMet", true, reason, message);
            StatusConditions.set(status, "Complete", true, reason, message);
        }
        return job;
    }

    private static int count(List<ObjectNode> pods, String phase) {
        return (int) pods.stream()
                .filter(pod -> JsonTrees.text(pod, "status", "phase").equals(phase))
                .count();
    }
}
