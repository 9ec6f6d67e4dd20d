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
import java.util.Optional;

/** Says of an added API whether there is a service for it; nothing is served there. */
final class ApiServiceController implements Reconciler {
    private final ControllerContext world;
    private final ResourceType type;
    private final ResourceType services;

    ApiServiceController(ControllerContext world) {
        this.world = world;
        this.type = world.type("apiregistration.k8s.io/v1", "APIService");
        this.services = world.type("v1", "Service");
    }

    @Override
    public Collection<ObjectKey> concernedBy(ObjectEvent change) {
        if (change.key().type().equals(type)) {
            return List.of(change.key());
        }
        return change.key().type().equals(services)
                ? world.registry().store().list(type, "").objects().stream()
                        .map(api -> type.key("", Meta.name(api)))
                        .toList()
                : List.of();
    }

    @Override
    public Optional<Duration> reconcile(ObjectKey key) {
        ObjectNode api = world.find(key).orElse(null);
        if (api == null) {
            return Optional.empty();
        }
        String namespace = JsonTrees.text(api, "spec", "service", "namespace");
        String name = JsonTrees.text(api, "spec", "service", "name");
        boolean local = !api.path("spec").hasNonNull("service");
        boolean there = local || world.find(services.key(namespace, name)).isPresent();
        world.registry().updateStatus(key, object -> {
            StatusConditions.set(
                    JsonTrees.child(object, "status"),
                    "Available",
                    there,
                    there ? (local ? "Local" : "Passed") : "ServiceNotFound",
                    there
                            ? (local ? "Local APIServices are always available" : "all checks passed")
                            : "service/" + name + " in \"" + namespace + "\" is not present");
            return object;
        });
        return Optional.empty();
    }
}
