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

/** Keeps as many pods as a ReplicaSet asks for. */
final class ReplicaSetController implements Reconciler {
    private final World world;
    private final ResourceType type;
    private final Pods pods;

    ReplicaSetController(World world) {
        this.world = world;
        this.type = world.type("apps/v1", "ReplicaSet");
        this.pods = new Pods(world);
    }

    @Override
    public Collection<ObjectKey> concernedBy(Change change) {
        return World.itselfOrController(change, type);
    }

    @Override
    public Optional<Duration> reconcile(ObjectKey key) {
        ObjectNode set = world.find(key).orElse(null);
        if (set == null || Meta.isDeleting(set)) {
            return Optional.empty();
        }
        int wanted = Json.at(set, "spec", "replicas").asInt();
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
        ObjectNode status = Json.child(set, "status");
        int ready = Pods.ready(living);
        status.put("replicas", living.size());
        status.put("fullyLabeledReplicas", living.size());
        status.put("readyReplicas", ready).put("availableReplicas", ready);
        status.put("observedGeneration", (int) Meta.generation(set));
        return set;
    }
}
