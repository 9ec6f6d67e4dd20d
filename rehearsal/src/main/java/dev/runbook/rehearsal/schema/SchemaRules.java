package dev.runbook.rehearsal.schema;

import static dev.runbook.rehearsal.schema.StructuralSchema.inside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.FieldError;
import dev.runbook.rehearsal.api.JsonTrees;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The {@code x-kubernetes-validations} of a schema, compiled where they are asked for the first time. */
public final class SchemaRules {
    static final String RULES = "x-kubernetes-validations";

    private final JsonNode root;
    private final Map<JsonNode, List<SchemaRule>> compiled = Collections.synchronizedMap(new IdentityHashMap<>());

    SchemaRules(JsonNode root) {
        this.root = root;
    }

    /**
     * What the rules refuse of an object.
     *
     * @param old the object as it was; null for a new one
     * @param warnings get what they say of parts that were like this before
     */
    List<FieldError> errors(ObjectNode object, @Nullable ObjectNode old, Consumer<String> warnings) {
        List<FieldError> errors = new ArrayList<>();
        new Walk(errors, warnings).check(root, root, new Spot(object, old, old, false, "", true));
        return errors;
    }

    private List<SchemaRule> rules(JsonNode said, JsonNode schema, boolean resource) {
        return compiled.computeIfAbsent(said, none -> SchemaRule.compiled(said.path(RULES), schema, resource));
    }

    /**
     * A value, and what was in its place before.
     *
     * @param old what {@code oldSelf} is
     * @param same what is compared to see whether it has changed: null where it cannot be told which one it was
     * @param whole whether what is around it has not changed
     */
    record Spot(
            JsonNode value,
            @Nullable JsonNode old,
            @Nullable JsonNode same,
            boolean whole,
            String path,
            boolean resource) {
        /** Whether it was like this before. */
        boolean unchanged() {
            return same == null ? whole : same.equals(value);
        }

        private Spot field(String field, String place, JsonNode schema) {
            boolean typeMeta = path.isEmpty() && (field.equals("apiVersion") || field.equals("kind"));
            return new Spot(
                    value.path(field),
                    old != null ? old.get(field) : null,
                    same == null || typeMeta ? null : same.get(field),
                    !typeMeta && unchanged(),
                    place,
                    schema.path(StructuralSchema.EMBEDDED).asBoolean());
        }

        private Spot item(int index, JsonNode list) {
            JsonNode item = value.path(index);
            return new Spot(
                    item,
                    before(old, item, list),
                    before(same, item, list),
                    unchanged(),
                    path + "[" + index + "]",
                    list.path("items").path(StructuralSchema.EMBEDDED).asBoolean());
        }

        /** The item of a list that had the same keys. */
        private static @Nullable JsonNode before(@Nullable JsonNode items, JsonNode item, JsonNode list) {
            if (items == null
                    || !JsonTrees.text(list, SchemaValidation.LIST_TYPE).equals("map")) {
                return null;
            }
            for (JsonNode one : items) {
                if (SchemaValidation.keys(list, one).equals(SchemaValidation.keys(list, item))) {
                    return one;
                }
            }
            return null;
        }

        /** As what is said beside the schema itself sees it. */
        private Spot beside() {
            return new Spot(value, old, null, whole, path, resource);
        }
    }

    /** Goes through an object. */
    private final class Walk {
        private final List<FieldError> errors;
        private final Consumer<String> warnings;

        Walk(List<FieldError> errors, Consumer<String> warnings) {
            this.errors = errors;
            this.warnings = warnings;
        }

        /**
         * Asks the rules of a value and of all in it.
         *
         * @param said the schema, or what {@code allOf} says beside it
         */
        private void check(JsonNode said, JsonNode schema, Spot spot) {
            if (spot.value().isNull() || spot.value().isMissingNode()) {
                return;
            }
            if (said.has(RULES)) {
                rules(said, schema, spot.resource()).forEach(rule -> rule.ask(spot, errors, warnings));
            }
            said.path("allOf").forEach(one -> check(one, schema, spot.beside()));
            if (spot.value().isArray() && said.has("items")) {
                for (int i = 0; i < spot.value().size(); i++) {
                    check(said.path("items"), schema.path("items"), spot.item(i, schema));
                }
            } else if (spot.value().isObject()) {
                fields(said, schema, spot);
            }
        }

        private void fields(JsonNode said, JsonNode schema, Spot spot) {
            JsonNode each = StructuralSchema.additional(said);
            spot.value().properties().forEach(field -> {
                String name = field.getKey();
                JsonNode inner = said.path("properties").path(name);
                if (!inner.isMissingNode()) {
                    JsonNode type = schema.path("properties").path(name);
                    check(inner, type, spot.field(name, inside(spot.path(), name), type));
                } else if (each.isObject()) {
                    JsonNode type = StructuralSchema.additional(schema);
                    check(each, type, spot.field(name, spot.path() + "[" + name + "]", type));
                }
            });
        }
    }
}
