package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.Json;
import dev.runbook.rehearsal.api.ResourceType;
import java.util.List;

/** In which form the client wants objects: whole, or their metadata alone. */
enum Rendering {
    WHOLE,
    METADATA;

    static Rendering of(Request request) {
        return request.accept().contains("as=PartialObjectMetadata") ? METADATA : WHOLE;
    }

    ObjectNode object(ObjectNode object) {
        return switch (this) {
            case WHOLE -> object;
            case METADATA -> {
                ObjectNode partial = Json.object();
                partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
                partial.set("metadata", object.path("metadata"));
                yield partial;
            }
        };
    }

    ObjectNode list(ResourceType type, List<ObjectNode> objects, long version) {
        ObjectNode list = Json.object();
        switch (this) {
            case WHOLE -> list.put("kind", type.kind() + "List").put("apiVersion", type.apiVersion());
            case METADATA -> list.put("kind", "PartialObjectMetadataList").put("apiVersion", "meta.k8s.io/v1");
        }
        list.putObject("metadata").put("resourceVersion", Long.toString(version));
        ArrayNode items = list.putArray("items");
        objects.forEach(object -> items.add(object(object)));
        return list;
    }
}
