package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.LabelSelector;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.behaviour.Behaviour;
import dev.runbook.rehearsal.registry.Registry;
import dev.runbook.rehearsal.registry.Registry.Part;
import dev.runbook.rehearsal.registry.WriteOptions;
import dev.runbook.rehearsal.store.ObjectEvent;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What all controllers share: the objects, the behaviour of the rehearsed world, stopwatches and events. */
record ControllerContext(
        Registry registry,
        Supplier<Behaviour> behaviours,
        Stopwatches since,
        EventRecorder events,
        Set<String> copied) {

    ControllerContext(Registry registry, Supplier<Behaviour> behaviours, Set<String> copied) {
        this(registry, behaviours, new Stopwatches(registry.store().time()), new EventRecorder(registry), copied);
    }

    /** Whether an object was copied from a live cluster, and is as its controllers there have left it. */
    boolean isCopied(ObjectNode object) {
        return copied.contains(Meta.uid(object));
    }

    Behaviour behaviour() {
        return behaviours.get();
    }

    ResourceType type(String apiVersion, String kind) {
        return registry.types().known(apiVersion, kind);
    }

    Optional<ObjectNode> find(ObjectKey key) {
        return registry.store().get(key);
    }

    /** Changes the main part of an object as the cluster itself. */
    void change(ObjectKey key, Consumer<ObjectNode> change) {
        registry.update(
                key,
                Part.MAIN,
                object -> {
                    change.accept(object);
                    return object;
                },
                WriteOptions.INTERNAL);
    }

    /** The objects of a type in the same namespace that {@code owner} controls. */
    List<ObjectNode> controlled(ResourceType type, ObjectNode owner) {
        return registry.store().list(type, Meta.namespace(owner)).objects().stream()
                .filter(object -> Meta.controller(object)
                        .filter(controller -> controller.path("uid").asText().equals(Meta.uid(owner)))
                        .isPresent())
                .toList();
    }

    /** Gives an owner what matches its selector and has no controller: what was left behind by one of the same name, say. */
    void adopt(ResourceType type, ObjectNode owner) {
        JsonNode selector = JsonTrees.at(owner, "spec", "selector");
        if (selector.isEmpty()) {
            return;
        }
        LabelSelector wanted = LabelSelector.of(selector);
        registry.store().list(type, Meta.namespace(owner)).objects().stream()
                .filter(object -> Meta.owners(object).isEmpty()
                        && !Meta.isDeleting(object)
                        && wanted.matches(Meta.labels(object)))
                .forEach(object -> change(
                        type.key(Meta.namespace(object), Meta.name(object)),
                        orphan -> Meta.setController(orphan, owner)));
    }

    /** The object itself when it is of this type, or the object of this type that controls it. */
    static Collection<ObjectKey> itselfOrController(ObjectEvent change, ResourceType type) {
        if (change.key().type().equals(type)) {
            return List.of(change.key());
        }
        return Meta.controller(change.after())
                .filter(owner -> owner.path("kind").asText().equals(type.kind())
                        && owner.path("apiVersion").asText().equals(type.apiVersion()))
                .map(owner ->
                        type.key(change.key().namespace(), owner.path("name").asText()))
                .stream()
                .toList();
    }
}
