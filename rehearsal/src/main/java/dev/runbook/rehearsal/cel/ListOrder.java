package dev.runbook.rehearsal.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets, and lists with keys, in the order in which they were before, so that another order of the same items is no change to a rule. */
final class ListOrder {
    private ListOrder() {}

    static JsonNode like(JsonNode value, @Nullable JsonNode old, JsonNode schema) {
        if (old == null || value.equals(old)) {
            return value;
        }
        if (value instanceof ArrayNode items && old instanceof ArrayNode before) {
            return items(items, before, schema);
        }
        if (value instanceof ObjectNode object && old instanceof ObjectNode) {
            ObjectNode ordered = JsonTrees.object();
            object.properties()
                    .forEach(field -> ordered.set(
                            field.getKey(),
                            like(field.getValue(), old.get(field.getKey()), of(schema, field.getKey()))));
            return ordered;
        }
        return value;
    }

    private static JsonNode of(JsonNode schema, String field) {
        JsonNode named = schema.path("properties").path(field);
        return named.isMissingNode() ? schema.path("additionalProperties") : named;
    }

    private static JsonNode items(ArrayNode items, ArrayNode before, JsonNode schema) {
        String type = JsonTrees.text(schema, "x-kubernetes-list-type");
        if (!type.equals("set") && !type.equals("map")) {
            return items;
        }
        List<String> keys = type.equals("set") ? List.of() : JsonTrees.texts(schema.path("x-kubernetes-list-map-keys"));
        Map<Object, JsonNode> now = named(items, keys);
        Map<Object, JsonNode> then = named(before, keys);
        if (!now.keySet().equals(then.keySet())) {
            return items;
        }
        ArrayNode ordered = JsonTrees.array();
        then.forEach((name, old) -> ordered.add(like(now.getOrDefault(name, old), old, schema.path("items"))));
        return ordered;
    }

    private static Map<Object, JsonNode> named(ArrayNode items, List<String> keys) {
        Map<Object, JsonNode> named = new LinkedHashMap<>();
        items.forEach(item -> named.put(keys.isEmpty() ? item : name(item, keys), item));
        return named;
    }

    private static List<JsonNode> name(JsonNode item, List<String> keys) {
        List<JsonNode> name = new ArrayList<>();
        keys.forEach(key -> name.add(item.path(key)));
        return name;
    }
}
