package dev.runbook.rehearsal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;

/** A JSON merge patch (RFC 7386): null takes a field away, a list is replaced. */
final class MergePatch {
    private MergePatch() {}

    static ObjectNode apply(ObjectNode original, JsonNode patch) {
        ObjectNode merged = original.deepCopy();
        merge(merged, patch);
        return merged;
    }

    private static void merge(ObjectNode into, JsonNode patch) {
        patch.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                into.remove(entry.getKey());
            } else if (value.isObject()) {
                merge(JsonTrees.child(into, entry.getKey()), value);
            } else {
                into.set(entry.getKey(), value.deepCopy());
            }
        });
    }
}
