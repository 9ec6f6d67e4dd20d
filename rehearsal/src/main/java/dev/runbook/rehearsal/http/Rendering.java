package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.ResourceType;
import java.util.List;

/** In which form the client wants objects: whole, their metadata alone, or the table that kubectl prints. */
public enum Rendering {
    WHOLE,
    METADATA,
    TABLE;

    public static Rendering of(ApiRequest request) {
        // A client names the form that it likes best first; plain JSON is what it takes when there is no other.
        String best = request.accept().split(",", 2)[0];
        if (best.contains("as=PartialObjectMetadata")) {
            return METADATA;
        }
        return best.contains("as=Table") ? TABLE : WHOLE;
    }

    public ObjectNode object(ResourceType type, ObjectNode object) {
        return switch (this) {
            case WHOLE -> inVersion(type, object);
            case METADATA -> metadataOf(object);
            case TABLE -> table(type, List.of(object), JsonTrees.text(object, "metadata", "resourceVersion"));
        };
    }

    public ObjectNode list(ResourceType type, List<ObjectNode> objects, long version) {
        return switch (this) {
            case WHOLE ->
                listOf(
                        type.apiVersion(),
                        type.kind() + "List",
                        objects.stream().map(object -> inVersion(type, object)).toList(),
                        version);
            case METADATA ->
                listOf(
                        "meta.k8s.io/v1",
                        "PartialObjectMetadataList",
                        objects.stream().map(Rendering::metadataOf).toList(),
                        version);
            case TABLE -> table(type, objects, Long.toString(version));
        };
    }

    /** The versions of a custom resource differ in nothing else. */
    static ObjectNode inVersion(ResourceType type, ObjectNode object) {
        return JsonTrees.text(object, "apiVersion").equals(type.apiVersion())
                ? object
                : AutoscalerVersions.shown(type, object.deepCopy().put("apiVersion", type.apiVersion()));
    }

    private static ObjectNode listOf(String apiVersion, String kind, List<ObjectNode> items, long version) {
        ObjectNode list = JsonTrees.object().put("kind", kind).put("apiVersion", apiVersion);
        list.putObject("metadata").put("resourceVersion", Long.toString(version));
        list.putArray("items").addAll(items);
        return list;
    }

    private static ObjectNode metadataOf(ObjectNode object) {
        ObjectNode partial =
                JsonTrees.object().put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
        partial.set("metadata", object.path("metadata"));
        return partial;
    }

    private static ObjectNode table(ResourceType type, List<ObjectNode> objects, String version) {
        List<PrinterColumn> columns = PrinterColumns.of(type);
        ObjectNode table = JsonTrees.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.putObject("metadata").put("resourceVersion", version);
        ArrayNode definitions = table.putArray("columnDefinitions");
        for (PrinterColumn column : columns) {
            definitions
                    .addObject()
                    .put("name", column.name())
                    .put("type", "string")
                    .put("format", column.name().equals("Name") ? "name" : "")
                    .put("description", "")
                    .put("priority", 0);
        }
        ArrayNode rows = table.putArray("rows");
        for (ObjectNode object : objects) {
            ObjectNode row = rows.addObject();
            ArrayNode cells = row.putArray("cells");
            columns.forEach(column -> cells.add(column.cell().apply(object)));
            row.set("object", metadataOf(object));
        }
        return table;
    }
}
