package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiVersions;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.api.StatusConditions;
import dev.runbook.rehearsal.registry.DeleteOptions;
import dev.runbook.rehearsal.registry.LocalApis;
import dev.runbook.rehearsal.store.ObjectEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Serves the resources that custom resource definitions describe. */
final class DefinitionController implements Reconciler {
    private final ControllerContext world;
    private final ResourceType definitions;

    DefinitionController(ControllerContext world) {
        this.world = world;
        this.definitions = world.type("apiextensions.k8s.io/v1", "CustomResourceDefinition");
    }

    @Override
    public Collection<ObjectKey> concernedBy(ObjectEvent change) {
        if (!change.key().type().equals(definitions)) {
            return List.of();
        }
        if (change.kind() == ObjectEvent.EventType.DELETED) {
            forget(change.after().path("spec"));
        }
        return List.of(change.key());
    }

    @Override
    public Optional<Duration> reconcile(ObjectKey key) {
        ObjectNode definition = world.find(key).orElse(null);
        if (definition == null) {
            return Optional.empty();
        }
        JsonNode spec = definition.path("spec");
        world.registry()
                .types()
                .define(
                        JsonTrees.text(spec, "group"),
                        JsonTrees.text(spec, "names", "plural"),
                        JsonTrees.objects(spec.path("versions")).stream()
                                .filter(version -> version.path("served").asBoolean())
                                .map(version -> type(spec, version))
                                .sorted(Comparator.comparing(ResourceType::version, ApiVersions.PREFERRED_FIRST))
                                .toList());
        LocalApis.of(world.registry()).register();
        world.registry().updateStatus(key, object -> {
            ObjectNode status = JsonTrees.child(object, "status");
            status.set("acceptedNames", JsonTrees.at(object, "spec", "names").deepCopy());
            StatusConditions.set(status, "NamesAccepted", true, "NoConflicts", "no conflicts found");
            StatusConditions.set(
                    status, "Established", true, "InitialNamesAccepted", "the initial names have been accepted");
            return object;
        });
        return Optional.empty();
    }

    /** The objects of a definition go with it. */
    private void forget(JsonNode spec) {
        String group = JsonTrees.text(spec, "group");
        String plural = JsonTrees.text(spec, "names", "plural");
        for (ResourceType type : world.registry().types().all()) {
            if (type.group().equals(group) && type.plural().equals(plural)) {
                for (ObjectNode object : world.registry().store().list(type, "").objects()) {
                    world.registry()
                            .delete(type.key(Meta.namespace(object), Meta.name(object)), DeleteOptions.BACKGROUND);
                }
            }
        }
        world.registry().types().define(group, plural, List.of());
        LocalApis.of(world.registry()).forget(group);
    }

    private static ResourceType type(JsonNode spec, ObjectNode version) {
        List<String> parts = new ArrayList<>();
        version.path("subresources").properties().forEach(part -> parts.add(part.getKey()));
        JsonNode names = spec.path("names");
        return new ResourceType(
                JsonTrees.text(spec, "group"),
                JsonTrees.text(version, "name"),
                JsonTrees.text(names, "plural"),
                JsonTrees.text(names, "kind"),
                JsonTrees.text(spec, "scope").equals("Namespaced"),
                JsonTrees.texts(names.path("shortNames")),
                JsonTrees.texts(names.path("categories")),
                parts,
                true,
                JsonTrees.objects(version.path("additionalPrinterColumns")).stream()
                        .filter(column -> column.path("priority").asInt() == 0)
                        .map(column -> new ResourceType.CustomColumn(
                                JsonTrees.text(column, "name"),
                                JsonTrees.text(column, "type"),
                                JsonTrees.text(column, "jsonPath")))
                        .toList());
    }
}
