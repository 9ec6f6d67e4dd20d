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

/** Keeps as many pods as a ReplicaSet asks for. */
final class ReplicaSetController implements Reconciler {
    private final ControllerContext world;
    private final ResourceType type;
    private final WorkloadPods pods;

    ReplicaSetController(ControllerContext world) {
        this.world = world;
        this.type = world.type("apps/v1", "ReplicaSet");
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
        int wanted = JsonTrees.at(set, "spec", "replicas").asInt();
        List<ObjectNode> living = pods.living(set);
        for (int i = living.size(); i < wanted; i++) {
            ObjectNode pod = pods.create(set, key.name() + "-", Map.of());
            world.events().normal(set, "replicaset-controller", "SuccessfulCreate", "Created pod: " + Meta.name(pod));
        }
        for (int i = wanted; i < living.size(); i++) {
            pods.delete(living.get(i));
            world.events()
                    .normal(
                            set,
                            "replicaset-controller",
                            "SuccessfulDelete",
                            "Deleted pod: " + Meta.name(living.get(i)));
        }
        world.registry().updateStatus(key, old -> counted(old, pods.living(old)));
        return Optional.empty();
    }

    private static ObjectNode counted(ObjectNode set, List<ObjectNode> living) {
        ObjectNode status = JsonTrees.child(set, "status");
        int ready = WorkloadPods.ready(living);
        status.put("replicas", living.size());
        status.put("fullyLabeledReplicas", living.size());
        status.put("readyReplicas", ready).put("availableReplicas", ready);
        status.put("observedGeneration", (int) Meta.generation(set));
        return set;
    }
}
