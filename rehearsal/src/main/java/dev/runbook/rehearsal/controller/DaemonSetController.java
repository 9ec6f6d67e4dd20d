package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.store.ObjectEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps one pod of a DaemonSet on the one node that there is, and as many of one that comes from a live cluster as it had there. */
final class DaemonSetController implements Reconciler {
    private static final String REVISION = "controller-revision-hash";

    private final ControllerContext world;
    private final ResourceType type;
    private final WorkloadPods pods;

    DaemonSetController(ControllerContext world) {
        this.world = world;
        this.type = world.type("apps/v1", "DaemonSet");
        this.pods = new WorkloadPods(world);
    }

    @Override
    public Collection<ObjectKey> concernedBy(ObjectEvent change) {
        return ControllerContext.itselfOrController(change, type);
    }

    @Override
    public Optional<Duration> reconcile(ObjectKey key) {
        ObjectNode set = world.find(key).orElse(null);
        if (set == null || Meta.isDeleting(set)) {
            return Optional.empty();
        }
        pods.adopt(set);
        String revision = WorkloadPods.hash(JsonTrees.at(set, "spec", "template"));
        List<ObjectNode> all = pods.all(set);
        for (int i = all.size(); i < wanted(set); i++) {
            pods.create(set, key.name() + "-", Map.of(REVISION, revision));
        }
        for (ObjectNode pod : all) {
            boolean outdated = !Meta.labels(pod).getOrDefault(REVISION, "").equals(revision);
            if (outdated && !Meta.isDeleting(pod)) {
                pods.delete(pod);
            }
        }
        world.registry().updateStatus(key, old -> counted(old, revision, wanted(set)));
        return Optional.empty();
    }

    private int wanted(ObjectNode set) {
        return world.isCopied(set)
                ? JsonTrees.at(set, "status", "desiredNumberScheduled").asInt()
                : 1;
    }

    private ObjectNode counted(ObjectNode set, String revision, int wanted) {
        List<ObjectNode> living = pods.living(set);
        List<ObjectNode> updated = living.stream()
                .filter(pod -> Meta.labels(pod).getOrDefault(REVISION, "").equals(revision))
                .toList();
        ObjectNode status = JsonTrees.child(set, "status");
        status.put("observedGeneration", (int) Meta.generation(set));
        status.put("desiredNumberScheduled", wanted).put("currentNumberScheduled", living.size());
        status.put("updatedNumberScheduled", updated.size()).put("numberMisscheduled", 0);
        status.put("numberReady", WorkloadPods.ready(living)).put("numberAvailable", WorkloadPods.ready(living));
        status.put("numberUnavailable", Math.max(0, wanted - WorkloadPods.ready(living)));
        return set;
    }
}
