package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.Json;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.store.Change;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the pods of a Job to their end; one that fails is not tried again, so that a rehearsal does not wait. */
final class JobController implements Reconciler {
    private static final String COMPONENT = "job-controller";

    private final World world;
    private final ResourceType type;
    private final Pods pods;

    JobController(World world) {
        this.world = world;
        this.type = world.type("batch/v1", "Job");
        this.pods = new Pods(world);
    }

    @Override
    public Collection<ObjectKey> concernedBy(Change change) {
        return World.itselfOrController(change, type);
    }

    @Override
    public Optional<Duration> reconcile(ObjectKey key) {
        ObjectNode job = world.find(key).orElse(null);
        if (job == null || Meta.isDeleting(job) || isOver(job)) {
            return Optional.empty();
        }
        if (Json.at(job, "spec", "suspend").asBoolean()) {
            return Optional.empty();
        }
        List<ObjectNode> all = pods.all(job);
        int wanted = Json.at(job, "spec", "completions").asInt(1);
        for (int i = all.size(); i < wanted; i++) {
            ObjectNode pod = pods.create(job, key.name() + "-", Map.of());
            world.events().normal(job, COMPONENT, "SuccessfulCreate", "Created pod: " + Meta.name(pod));
        }
        ObjectNode after = world.registry().updateStatus(key, old -> counted(old, pods.all(old), wanted));
        if (Conditions.isTrue(after, "Complete")) {
            world.events().normal(job, COMPONENT, "Completed", "Job completed");
        } else if (Conditions.isTrue(after, "Failed")) {
            world.events()
                    .warning(job, COMPONENT, "BackoffLimitExceeded", "Job has reached the specified backoff limit");
        }
        return Optional.empty();
    }

    private static boolean isOver(ObjectNode job) {
        return Conditions.isTrue(job, "Complete") || Conditions.isTrue(job, "Failed");
    }

    private static ObjectNode counted(ObjectNode job, List<ObjectNode> all, int wanted) {
        ObjectNode status = Json.child(job, "status");
        int succeeded = count(all, "Succeeded");
        int failed = count(all, "Failed");
        Json.fill(status, "startTime", Meta.now());
        status.put("active", all.size() - succeeded - failed).put("ready", Pods.ready(all));
        status.put("succeeded", succeeded).put("failed", failed).put("terminating", 0);
        status.putObject("uncountedTerminatedPods");
        if (failed > 0) {
            String reason = "BackoffLimitExceeded";
            String message = "Job has reached the specified backoff limit";
            Conditions.set(status, "FailureTarget", true, reason, message);
            Conditions.set(status, "Failed", true, reason, message);
        } else if (succeeded >= wanted) {
            String reason = "CompletionsReached";
            String message = "Reached expected number of succeeded pods";
            status.put("completionTime", Meta.now());
            Conditions.set(status, "SuccessCriteriaMet", true, reason, message);
            Conditions.set(status, "Complete", true, reason, message);
        }
        return job;
    }

    private static int count(List<ObjectNode> pods, String phase) {
        return (int) pods.stream()
                .filter(pod -> Json.text(pod, "status", "phase").equals(phase))
                .count();
    }
}
