package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.registry.DeleteOptions;
import dev.runbook.rehearsal.registry.DeleteOptions.Propagation;
import dev.runbook.rehearsal.registry.Deletion;
import dev.runbook.rehearsal.store.ObjectEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Deletes what has lost its owners, and lets go of owners that waited for their dependents. */
final class GarbageCollector implements Reconciler {
    private static final DeleteOptions FOREGROUND =
            new DeleteOptions(Propagation.FOREGROUND, OptionalLong.empty(), "", "", false);

    private final ControllerContext world;

    GarbageCollector(ControllerContext world) {
        this.world = world;
    }

    @Override
    public Collection<ObjectKey> concernedBy(ObjectEvent change) {
        List<ObjectKey> concerned = new ArrayList<>();
        if (change.kind() == ObjectEvent.EventType.DELETED) {
            concerned.addAll(dependents(change.after()));
            Meta.owners(change.after())
                    .forEach(owner -> ownerKey(change.key(), owner).ifPresent(concerned::add));
        } else if (Meta.isDeleting(change.after())
                || !Meta.owners(change.after()).isEmpty()) {
            concerned.add(change.key());
        }
        return concerned;
    }

    @Override
    public Optional<Duration> reconcile(ObjectKey key) {
        ObjectNode object = world.find(key).orElse(null);
        if (object == null) {
            return Optional.empty();
        }
        List<String> finalizers = Meta.finalizers(object);
        if (Meta.isDeleting(object) && finalizers.contains(Deletion.FOREGROUND)) {
            deleteDependentsFirst(key, object);
        } else if (Meta.isDeleting(object) && finalizers.contains(Deletion.ORPHAN)) {
            orphan(key, object);
        } else if (!Meta.isDeleting(object) && isOrphaned(key, object)) {
            world.registry().delete(key, DeleteOptions.BACKGROUND);
        }
        return Optional.empty();
    }

    private void deleteDependentsFirst(ObjectKey key, ObjectNode owner) {
        boolean blocked = false;
        for (ObjectKey dependent : dependents(owner)) {
            ObjectNode object = world.registry().get(dependent);
            blocked |= Meta.owners(object).stream()
                    .anyMatch(reference -> JsonTrees.text(reference, "uid").equals(Meta.uid(owner))
                            && reference.path("blockOwnerDeletion").asBoolean());
            if (!Meta.isDeleting(object)) {
                boolean ownsSomething = !dependents(object).isEmpty();
                world.registry().delete(dependent, ownsSomething ? FOREGROUND : DeleteOptions.BACKGROUND);
            }
        }
        if (!blocked) {
            world.change(key, object -> Meta.removeFinalizer(object, Deletion.FOREGROUND));
        }
    }

    private void orphan(ObjectKey key, ObjectNode owner) {
        for (ObjectKey dependent : dependents(owner)) {
            world.change(dependent, object -> {
                ArrayNode left = JsonTrees.array();
                Meta.owners(object).stream()
                        .filter(reference -> !JsonTrees.text(reference, "uid").equals(Meta.uid(owner)))
                        .forEach(left::add);
                if (left.isEmpty()) {
                    Meta.of(object).remove("ownerReferences");
                } else {
                    Meta.of(object).set("ownerReferences", left);
                }
            });
        }
        world.change(key, object -> Meta.removeFinalizer(object, Deletion.ORPHAN));
    }

    private boolean isOrphaned(ObjectKey key, ObjectNode object) {
        List<ObjectNode> owners = Meta.owners(object);
        return !owners.isEmpty() && owners.stream().noneMatch(owner -> exists(key, owner));
    }

    private boolean exists(ObjectKey dependent, ObjectNode owner) {
        Optional<ObjectKey> key = ownerKey(dependent, owner);
        // An owner of a kind that is not served cannot be looked for, so its dependents stay.
        return key.isEmpty()
                || key.flatMap(world::find)
                        .filter(there -> Meta.uid(there).equals(JsonTrees.text(owner, "uid")))
                        .isPresent();
    }

    private Optional<ObjectKey> ownerKey(ObjectKey dependent, ObjectNode owner) {
        return world.registry()
                .types()
                .byKind(JsonTrees.text(owner, "apiVersion"), JsonTrees.text(owner, "kind"))
                .map(type -> type.key(dependent.namespace(), JsonTrees.text(owner, "name")));
    }

    private List<ObjectKey> dependents(ObjectNode owner) {
        String uid = Meta.uid(owner);
        List<ObjectKey> found = new ArrayList<>();
        for (ResourceType type : world.registry().types().all()) {
            for (ObjectNode object : world.registry().store().list(type, "").objects()) {
                if (Meta.owners(object).stream()
                        .anyMatch(reference -> JsonTrees.text(reference, "uid").equals(uid))) {
                    found.add(type.key(Meta.namespace(object), Meta.name(object)));
                }
            }
        }
        return found;
    }
}
