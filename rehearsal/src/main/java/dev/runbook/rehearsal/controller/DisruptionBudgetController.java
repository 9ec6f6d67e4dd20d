package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.api.StatusConditions;
import dev.runbook.rehearsal.registry.DisruptionBudget;
import dev.runbook.rehearsal.store.ObjectEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Counts how many pods of a budget may be disturbed now. */
final class DisruptionBudgetController implements Reconciler {
    private final ControllerContext world;
    private final ResourceType type;
    private final ResourceType pods;

    DisruptionBudgetController(ControllerContext world) {
        this.world = world;
        this.type = world.type("policy/v1", "PodDisruptionBudget");
        this.pods = world.type("v1", "Pod");
    }

    @Override
    public Collection<ObjectKey> concernedBy(ObjectEvent change) {
        if (change.key().type().equals(type)) {
            return List.of(change.key());
        }
        return change.key().type().equals(pods)
                ? world.registry().store().list(type, change.key().namespace()).objects().stream()
                        .map(budget -> type.key(Meta.namespace(budget), Meta.name(budget)))
                        .toList()
                : List.of();
    }

    @Override
    public Optional<Duration> reconcile(ObjectKey key) {
        if (world.find(key).isPresent()) {
            world.registry().updateStatus(key, budget -> {
                DisruptionBudget.Room room = DisruptionBudget.room(world.registry(), budget);
                ObjectNode status = JsonTrees.child(budget, "status");
                status.put("disruptionsAllowed", room.allowed())
                        .put("currentHealthy", room.healthy())
                        .put("desiredHealthy", room.wanted())
                        .put("expectedPods", room.pods())
                        .put("observedGeneration", (int) Meta.generation(budget));
                StatusConditions.set(
                        status,
                        "DisruptionAllowed",
                        room.allowed() > 0,
                        room.allowed() > 0 ? "SufficientPods" : "InsufficientPods",
                        "");
                return budget;
            });
        }
        return Optional.empty();
    }
}
