package dev.runbook.rehearsal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import java.util.ArrayList;
import java.util.List;

/** Kubernetes' own merge patch: lists of named things are merged item by item, directives begin with a dollar. */
final class StrategicMergePatch {
    private static final String PATCH = "$patch";
    private static final String RETAIN = "$retainKeys";
    private static final String DELETE_FROM = "$deleteFromPrimitiveList/";
    private static final String ORDER = "$setElementOrder/";

    private StrategicMergePatch() {}

    static ObjectNode apply(ObjectNode original, JsonNode patch) {
        ObjectNode merged = original.deepCopy();
        merge(merged, patch, "");
        return merged;
    }

    private static void merge(ObjectNode into, JsonNode patch, String place) {
        String directive = JsonTrees.text(patch, PATCH);
        if (directive.equals("replace") || directive.equals("delete")) {
            into.removeAll();
            if (directive.equals("delete")) {
                return;
            }
        }
        if (patch.get(RETAIN) instanceof ArrayNode kept) {
            into.retain(JsonTrees.texts(kept));
        }
        patch.properties().forEach(entry -> {
            if (!entry.getKey().startsWith("$")) {
                field(into, entry.getKey(), entry.getValue(), place);
            }
        });
        patch.properties().forEach(entry -> {
            String name = entry.getKey();
            if (name.startsWith(DELETE_FROM)) {
                removeValues(into, name.substring(DELETE_FROM.length()), entry.getValue());
            } else if (name.startsWith(ORDER)) {
                order(into, name.substring(ORDER.length()), entry.getValue(), place);
            }
        });
    }

    private static void field(ObjectNode into, String name, JsonNode value, String place) {
        switch (value) {
            case ObjectNode map -> merge(JsonTrees.child(into, name), map, name);
            case ArrayNode list -> list(into, name, list, place);
            default -> {
                if (value.isNull()) {
                    into.remove(name);
                } else {
                    into.set(name, value);
                }
            }
        }
    }

    private static void list(ObjectNode into, String name, ArrayNode patch, String place) {
        String key = MergeKeys.strategic(place, name);
        ArrayNode present = into.get(name) instanceof ArrayNode there ? there : JsonTrees.array();
        if (MergeKeys.isSet(place, name)) {
            ArrayNode union = present.deepCopy();
            List<String> known = JsonTrees.texts(present);
            patch.forEach(value -> {
                if (!known.contains(value.asText())) {
                    union.add(value);
                }
            });
            into.set(name, union);
        } else if (key.isEmpty()) {
            into.set(name, withoutDirectives(patch));
        } else {
            into.set(name, items(present, patch, key, name));
        }
    }

    private static ArrayNode items(ArrayNode present, ArrayNode patch, String key, String name) {
        List<JsonNode> merged = new ArrayList<>();
        if (replacesAll(patch)) {
            patch.forEach(item -> {
                if (!item.has(PATCH)) {
                    merged.add(withoutDirectives(item));
                }
            });
        } else {
            present.forEach(item -> merged.add(item.deepCopy()));
            for (JsonNode item : patch) {
                int index = indexOf(merged, item.path(key), key);
                boolean delete = JsonTrees.text(item, PATCH).equals("delete");
                if (delete && index >= 0) {
                    merged.remove(index);
                } else if (!delete && index >= 0 && merged.get(index) instanceof ObjectNode there) {
                    merge(there, item, name);
                } else if (!delete) {
                    merged.add(withoutDirectives(item));
                }
            }
        }
        return JsonTrees.array().addAll(merged);
    }

    private static boolean replacesAll(ArrayNode patch) {
        for (JsonNode item : patch) {
            if (JsonTrees.text(item, PATCH).equals("replace")) {
                return true;
            }
        }
        return false;
    }

    /** A new value that comes with the patch: what is left of it without its directives and its nulls. */
    private static JsonNode withoutDirectives(JsonNode value) {
        JsonNode clean = value.deepCopy();
        strip(clean);
        return clean;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode map) {
            map.properties()
                    .removeIf(entry ->
                            entry.getKey().startsWith("$") || entry.getValue().isNull());
        }
        node.forEach(StrategicMergePatch::strip);
    }

    private static int indexOf(List<JsonNode> items, JsonNode value, String key) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).path(key).equals(value)) {
                return i;
            }
        }
        return -1;
    }

    private static void removeValues(ObjectNode into, String name, JsonNode values) {
        List<String> gone = JsonTrees.texts(values);
        if (into.get(name) instanceof ArrayNode list) {
            ArrayNode left = JsonTrees.array();
            list.forEach(value -> {
                if (!gone.contains(value.asText())) {
                    left.add(value);
                }
            });
            into.set(name, left);
        }
    }

    /** Puts the items that the patch names in its order; those that it does not know stay behind their neighbour. */
    private static void order(ObjectNode into, String name, JsonNode wanted, String place) {
        if (!(into.get(name) instanceof ArrayNode list)) {
            return;
        }
        String key = MergeKeys.strategic(place, name);
        List<String> names = new ArrayList<>();
        wanted.forEach(item -> names.add(identity(item, key)));
        List<JsonNode> ordered = new ArrayList<>();
        for (String identity : names) {
            list.forEach(item -> {
                if (identity(item, key).equals(identity)) {
                    ordered.add(item);
                }
            });
        }
        for (int i = 0; i < list.size(); i++) {
            if (!names.contains(identity(list.get(i), key))) {
                int behind = i == 0 ? 0 : ordered.indexOf(list.get(i - 1)) + 1;
                ordered.add(behind, list.get(i));
            }
        }
        into.set(name, JsonTrees.array().addAll(ordered));
    }

    private static String identity(JsonNode item, String key) {
        return item.isObject() ? item.path(key).asText() : item.asText();
    }
}
