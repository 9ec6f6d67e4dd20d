package dev.runbook.rehearsal.patch;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;

/** A JSON patch (RFC 6902): a list of operations, all or none. */
final class JsonPatch {
    private JsonPatch() {}

    static ObjectNode apply(ObjectNode original, JsonNode operations) {
        ObjectNode object = original.deepCopy();
        for (JsonNode operation : operations) {
            step(object, operation);
        }
        return object;
    }

    private static void step(ObjectNode object, JsonNode operation) {
        JsonPointer path = pointer(JsonTrees.text(operation, "path"));
        switch (JsonTrees.text(operation, "op")) {
            case "add" -> add(object, path, operation.path("value").deepCopy());
            case "remove" -> remove(object, path);
            case "replace" -> {
                remove(object, path);
                add(object, path, operation.path("value").deepCopy());
            }
            case "move" -> add(object, path, remove(object, pointer(JsonTrees.text(operation, "from"))));
            case "copy" ->
                add(
                        object,
                        path,
                        existing(object, pointer(JsonTrees.text(operation, "from")))
                                .deepCopy());
            case "test" -> {
                if (!object.at(path).equals(operation.path("value"))) {
                    throw refused();
                }
            }
            default -> throw refused();
        }
    }

    private static void add(ObjectNode object, JsonPointer path, JsonNode value) {
        JsonNode parent = existing(object, path.head());
        String last = path.last().getMatchingProperty();
        if (parent instanceof ObjectNode map) {
            map.set(last, value);
        } else if (parent instanceof ArrayNode list) {
            int index = last.equals("-") ? list.size() : path.last().getMatchingIndex();
            if (index < 0 || index > list.size()) {
                throw refused();
            }
            list.insert(index, value);
        } else {
            throw refused();
        }
    }

    private static JsonNode remove(ObjectNode object, JsonPointer path) {
        JsonNode there = existing(object, path);
        switch (existing(object, path.head())) {
            case ObjectNode map -> map.remove(path.last().getMatchingProperty());
            case ArrayNode list -> list.remove(path.last().getMatchingIndex());
            default -> throw refused();
        }
        return there;
    }

    private static JsonNode existing(ObjectNode object, JsonPointer path) {
        JsonNode there = object.at(path);
        if (there.isMissingNode()) {
            throw refused();
        }
        return there;
    }

    private static JsonPointer pointer(String text) {
        try {
            JsonPointer pointer = JsonPointer.compile(text);
            if (pointer.matches()) {
                throw refused();
            }
            return pointer;
        } catch (IllegalArgumentException e) {
            throw refused();
        }
    }

    private static ApiError refused() {
        return ApiError.unprocessable("the server rejected our request due to an error in our request");
    }
}
