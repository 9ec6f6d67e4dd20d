package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.registry.DeleteOptions;
import dev.runbook.rehearsal.registry.WriteOptions;
import dev.runbook.rehearsal.store.ObjectEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Gives a new namespace what every namespace has, and empties one that is deleted. */
final class NamespaceController implements Reconciler {
    private final ControllerContext world;
    private final ResourceType namespaces;

    NamespaceController(ControllerContext world) {
        this.world = world;
        this.namespaces = world.type("v1", "Namespace");
    }

    @Override
    public Collection<ObjectKey> concernedBy(ObjectEvent change) {
        if (change.key().type().equals(namespaces)) {
            return List.of(change.key());
        }
        boolean gone = change.kind() == ObjectEvent.EventType.DELETED
                && !change.key().namespace().isEmpty();
        return gone ? List.of(namespaces.key("", change.key().namespace())) : List.of();
    }

    @Override
    public Optional<Duration> reconcile(ObjectKey key) {
        ObjectNode namespace = world.find(key).orElse(null);
        if (namespace == null) {
            return Optional.empty();
        }
        if (Meta.isDeleting(namespace)) {
            empty(key);
        } else {
            furnish(key.name());
        }
        return Optional.empty();
    }

    private void furnish(String namespace) {
        make(world.type("v1", "ServiceAccount").key(namespace, "default"), JsonTrees.object());
        ObjectNode authority = JsonTrees.object();
        authority.putObject("data").put("ca.crt", "");
        make(world.type("v1", "ConfigMap").key(namespace, "kube-root-ca.crt"), authority);
    }

    private void make(ObjectKey key, ObjectNode body) {
        if (world.find(key).isEmpty()) {
            Meta.of(body).put("name", key.name());
            world.registry().create(key.type(), key.namespace(), body, WriteOptions.INTERNAL);
        }
    }

    private void empty(ObjectKey key) {
        boolean left = false;
        for (ResourceType type : world.registry().types().all()) {
            if (!type.namespaced()) {
                continue;
            }
            for (ObjectNode object :
                    world.registry().store().list(type, key.name()).objects()) {
                left |= Meta.isDeleting(object)
                        || !world.registry()
                                .delete(type.key(key.name(), Meta.name(object)), DeleteOptions.BACKGROUND)
                                .gone();
            }
        }
        if (!left) {
            world.change(key, object -> JsonTrees.child(object, "spec").putArray("finalizers"));
        }
    }
}
