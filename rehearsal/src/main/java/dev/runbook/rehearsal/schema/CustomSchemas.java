package dev.runbook.rehearsal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.api.ResourceTypes;
import dev.runbook.rehearsal.store.Store;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas of the custom resources that a cluster knows. */
public record CustomSchemas(Store store, ResourceTypes types, Map<Key, Optional<StructuralSchema>> known) {
    /** A version of a definition as it is since it was changed last. */
    record Key(String uid, long generation, String version) {}

    public CustomSchemas(Store store, ResourceTypes types) {
        this(store, types, new ConcurrentHashMap<>());
    }

    /** The schema of a type; empty for those that the server brings itself. */
    public Optional<StructuralSchema> of(ResourceType type) {
        return store.get(definitions().key("", type.qualifiedPlural()))
                .flatMap(definition -> known.computeIfAbsent(
                        new Key(Meta.uid(definition), Meta.generation(definition), type.version()),
                        key -> of(definition, key.version())));
    }

    private static Optional<StructuralSchema> of(ObjectNode definition, String name) {
        return JsonTrees.objects(JsonTrees.at(definition, "spec", "versions")).stream()
                .filter(version -> JsonTrees.text(version, "name").equals(name))
                .map(CustomSchemas::schema)
                .filter(JsonNode::isObject)
                .map(StructuralSchema::of)
                .findFirst();
    }

    private ResourceType definitions() {
        return types.known("apiextensions.k8s.io/v1", "CustomResourceDefinition");
    }

    private static JsonNode schema(ObjectNode version) {
        return JsonTrees.at(version, "schema", "openAPIV3Schema");
    }
}
