package dev.runbook.rehearsal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.FieldError;
import dev.runbook.rehearsal.api.JsonTrees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The schema that a custom resource definition gives a version of its kind.
 *
 * @param root as the definition has it under {@code openAPIV3Schema}
 * @param rules that it has beside
 */
public record StructuralSchema(JsonNode root, Optional<SchemaRules> rules) {
    private static final String NOT_CHECKED = "some validation rules were not checked because the object was invalid;"
            + " correct the existing errors to complete validation";

    /** What must be right before the rules are asked. */
    private static final Set<String> BLOCKING = Set.of(
            "FieldValueNotSupported",
            "FieldValueRequired",
            "FieldValueTooLong",
            "FieldValueTooMany",
            "FieldValueTypeInvalid");

    private static final String KEEPS_ALL = "x-kubernetes-preserve-unknown-fields";
    static final String EMBEDDED = "x-kubernetes-embedded-resource";

    /** What every object has, whatever its schema says. */
    private static final Set<String> OF_EVERY_OBJECT = Set.of("apiVersion", "kind", "metadata");

    public static StructuralSchema of(JsonNode root) {
        boolean none = root.findPath(SchemaRules.RULES).isMissingNode();
        return new StructuralSchema(root, none ? Optional.empty() : Optional.of(new SchemaRules(root)));
    }

    /** Takes the fields out of an object that the schema does not have, and names them in order. */
    public List<String> prune(ObjectNode object) {
        Set<String> gone = new TreeSet<>();
        prune(root, object, "", true, gone);
        return List.copyOf(gone);
    }

    /** Fills in what the schema has a default for. */
    public void fill(ObjectNode object) {
        fill(root, object);
    }

    /** What of an object the schema refuses. */
    public List<FieldError> errors(ObjectNode object) {
        return errors(object, null, none -> {});
    }

    /**
     * What of an object the schema and its rules refuse.
     *
     * @param old the object as it was; null for a new one
     * @param warnings get what the rules say of parts that were like this before
     */
    public List<FieldError> errors(ObjectNode object, @Nullable ObjectNode old, Consumer<String> warnings) {
        List<FieldError> errors = new ArrayList<>();
        new SchemaValidation(errors).root(root, object);
        if (rules.isEmpty()) {
            return errors;
        }
        if (errors.stream().anyMatch(error -> BLOCKING.contains(error.reason()))) {
            errors.add(FieldError.invalid("<nil>", NullNode.getInstance(), NOT_CHECKED));
        } else {
            errors.addAll(rules.get().errors(object, old, warnings));
        }
        return errors;
    }

    private static void prune(JsonNode schema, JsonNode value, String path, boolean resource, Set<String> gone) {
        if (value.isArray()) {
            if (schema.path("items").isMissingNode() && schema.path(KEEPS_ALL).asBoolean()) {
                return;
            }
            for (int i = 0; i < value.size(); i++) {
                prune(schema.path("items"), value.path(i), path + "[" + i + "]", false, gone);
            }
        } else if (value instanceof ObjectNode object) {
            boolean whole = resource || schema.path(EMBEDDED).asBoolean();
            object.properties()
                    .removeIf(field -> !keeps(schema, field, whole) && gone.add(inside(path, field.getKey())));
            object.properties().forEach(field -> {
                if (!whole || !OF_EVERY_OBJECT.contains(field.getKey())) {
                    prune(of(schema, field.getKey()), field.getValue(), inside(path, field.getKey()), false, gone);
                }
            });
        }
    }

    private static boolean keeps(JsonNode schema, Map.Entry<String, JsonNode> field, boolean whole) {
        return schema.path(KEEPS_ALL).asBoolean()
                || (whole && OF_EVERY_OBJECT.contains(field.getKey()))
                || schema.path("properties").has(field.getKey())
                || additional(schema).isObject()
                || additional(schema).asBoolean();
    }

    /** What a field must be; of one that is kept without being named, nothing more is known, and all in it is kept. */
    private static JsonNode of(JsonNode schema, String field) {
        JsonNode named = schema.path("properties").path(field);
        if (!named.isMissingNode()) {
            return named;
        }
        return additional(schema).isObject()
                ? additional(schema)
                : JsonTrees.object().put(KEEPS_ALL, true);
    }

    static JsonNode additional(JsonNode schema) {
        return schema.path("additionalProperties");
    }

    static String inside(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private static void fill(JsonNode schema, JsonNode value) {
        if (value.isArray()) {
            value.forEach(item -> fill(schema.path("items"), item));
        } else if (value instanceof ObjectNode object) {
            schema.path("properties").properties().forEach(property -> {
                JsonNode fallback = property.getValue().path("default");
                if (!fallback.isMissingNode() && !object.hasNonNull(property.getKey())) {
                    object.set(property.getKey(), fallback.deepCopy());
                }
            });
            object.properties().forEach(field -> {
                JsonNode inner = schema.path("properties").path(field.getKey());
                fill(inner.isMissingNode() ? additional(schema) : inner, field.getValue());
            });
        }
    }
}
