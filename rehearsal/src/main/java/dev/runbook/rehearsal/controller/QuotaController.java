package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.admission.NamespaceLimits;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.store.ObjectEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Counts what a namespace uses of its quotas. */
final class QuotaController implements Reconciler {
    private final ControllerContext world;
    private final ResourceType type;
    private final NamespaceLimits limits;

    QuotaController(ControllerContext world) {
        this.world = world;
        this.type = world.type("v1", "ResourceQuota");
        this.limits =
                new NamespaceLimits(world.registry().store(), world.registry().types());
    }

    @Override
    public Collection<ObjectKey> concernedBy(ObjectEvent change) {
        if (change.key().type().equals(type)) {
            return List.of(change.key());
        }
        return change.key().type().namespaced() && change.kind() != ObjectEvent.EventType.MODIFIED
                ? world.registry().store().list(type, change.key().namespace()).objects().stream()
                        .map(quota -> type.key(Meta.namespace(quota), Meta.name(quota)))
                        .toList()
                : List.of();
    }

    @Override
    public Optional<Duration> reconcile(ObjectKey key) {
        if (world.find(key).isPresent()) {
            world.registry().updateStatus(key, quota -> {
                ObjectNode status = JsonTrees.child(quota, "status");
                status.set("hard", JsonTrees.at(quota, "spec", "hard").deepCopy());
                ObjectNode used = status.putObject("used");
                limits.usedTexts(quota).forEach(used::put);
                return quota;
            });
        }
        return Optional.empty();
    }
}
