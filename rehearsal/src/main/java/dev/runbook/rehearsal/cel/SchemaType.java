package dev.runbook.rehearsal.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.runbook.rehearsal.api.JsonTrees;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a schema is to the compiler of expressions.
 *
 * @param structs the types of the objects in it, by their names
 */
record SchemaType(CelType type, Map<String, CelType> structs) {
    /** Of a schema; empty for one that expressions cannot look into. */
    static Optional<SchemaType> of(JsonNode schema, boolean resource, String name) {
        Map<String, CelType> structs = new LinkedHashMap<>();
        return type(schema, resource, name, structs).map(type -> new SchemaType(type, structs));
    }

    static boolean isResource(JsonNode schema) {
        return schema.path("x-kubernetes-embedded-resource").asBoolean();
    }

    private static Optional<CelType> type(
            JsonNode schema, boolean resource, String name, Map<String, CelType> structs) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return Optional.of(SimpleType.DYN);
        }
        JsonNode of = resource ? withMetadata(schema) : schema;
        return switch (JsonTrees.text(of, "type")) {
            case "array" ->
                type(of.path("items"), isResource(of.path("items")), name + ".@idx", structs)
                        .map(ListType::create);
            case "object" -> object(of, name, structs);
            case "string" -> Optional.of(text(JsonTrees.text(of, "format")));
            case "boolean" -> Optional.of(SimpleType.BOOL);
            case "number" -> Optional.of(SimpleType.DOUBLE);
            case "integer" -> Optional.of(SimpleType.INT);
            default -> Optional.empty();
        };
    }

    private static Optional<CelType> object(JsonNode schema, String name, Map<String, CelType> structs) {
        JsonNode each = schema.path("additionalProperties");
        if (each.isObject()) {
            return type(each, isResource(each), name + ".@elem", structs)
                    .map(value -> MapType.create(SimpleType.STRING, value));
        }
        Map<String, CelType> fields = new LinkedHashMap<>();
        schema.path("properties")
                .properties()
                .forEach(property -> FieldEscape.of(property.getKey())
                        .ifPresent(field -> type(
                                        property.getValue(),
                                        isResource(property.getValue()),
                                        name + "." + field,
                                        structs)
                                .ifPresent(type -> fields.put(field, type))));
        return Optional.of(struct(name, fields, structs));
    }

    @SuppressWarnings("Immutable") // nobody changes the fields any more
    static CelType struct(String name, Map<String, CelType> fields, Map<String, CelType> structs) {
        CelType type = StructType.create(
                name, ImmutableSet.copyOf(fields.keySet()), field -> Optional.ofNullable(fields.get(field)));
        structs.put(name, type);
        return type;
    }

    private static CelType text(String format) {
        return switch (format) {
            case "byte" -> SimpleType.BYTES;
            case "duration" -> SimpleType.DURATION;
            case "date", "date-time" -> SimpleType.TIMESTAMP;
            default -> SimpleType.STRING;
        };
    }

    /** What expressions can read of every object, whatever its schema says. */
    static JsonNode withMetadata(JsonNode schema) {
        JsonNode named = schema.path("properties").path("metadata").path("properties");
        if (named.has("name") && named.has("generateName")) {
            return schema;
        }
        ObjectNode text = JsonTrees.object().put("type", "string");
        ObjectNode copy = schema.deepCopy();
        ObjectNode properties = JsonTrees.child(copy.put("type", "object"), "properties");
        properties.set("apiVersion", text);
        properties.set("kind", text);
        ObjectNode metadata = properties.putObject("metadata").put("type", "object");
        metadata.putObject("properties").<ObjectNode>set("name", text).set("generateName", text);
        return copy;
    }
}
