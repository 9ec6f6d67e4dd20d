package dev.runbook.rehearsal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.api.ResourceTypes;
import dev.runbook.rehearsal.store.Store;
import java.util.Optional;

/** The schemas of the custom resources that a cluster knows. */
public record CustomSchemas(Store store, ResourceTypes types) {
    /** The schema of a type; empty for those that the server brings itself. */
    public Optional<StructuralSchema> of(ResourceType type) {
        return store.get(definitions().key("", type.qualifiedPlural()))
                .flatMap(definition -> JsonTrees.objects(JsonTrees.at(definition, "spec", "versions")).stream()
                        .filter(version -> JsonTrees.text(version, "name").equals(type.version()))
                        .map(CustomSchemas::schema)
                        .filter(JsonNode::isObject)
                        .map(StructuralSchema::new)
                        .findFirst());
    }

    private ResourceType definitions() {
        return types.known("apiextensions.k8s.io/v1", "CustomResourceDefinition");
    }

    private static JsonNode schema(ObjectNode version) {
        return JsonTrees.at(version, "schema", "openAPIV3Schema");
    }
}
