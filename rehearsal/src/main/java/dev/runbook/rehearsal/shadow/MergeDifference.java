package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import java.util.List;

/** The merge patch (RFC 7386) that makes one state of an object another. */
final class MergeDifference {
    private static final List<String> SERVERS_OWN = List.of(
            "resourceVersion",
            "uid",
            "managedFields",
            "generation",
            "creationTimestamp",
            "deletionTimestamp",
            "selfLink");

    private MergeDifference() {}

    static ObjectNode of(ObjectNode from, ObjectNode to) {
        ObjectNode before = from.deepCopy();
        ObjectNode after = to.deepCopy();
        for (ObjectNode side : List.of(before, after)) {
            side.remove("status");
            Meta.of(side).remove(SERVERS_OWN);
        }
        return difference(before, after);
    }

    private static ObjectNode difference(ObjectNode from, ObjectNode to) {
        ObjectNode patch = JsonTrees.object();
        from.fieldNames().forEachRemaining(field -> {
            if (!to.has(field)) {
                patch.putNull(field);
            }
        });
        to.properties().forEach(entry -> {
            String field = entry.getKey();
            JsonNode before = from.get(field);
            JsonNode after = entry.getValue();
            if (before instanceof ObjectNode old && after instanceof ObjectNode next) {
                ObjectNode inner = difference(old, next);
                if (!inner.isEmpty()) {
                    patch.set(field, inner);
                }
            } else if (!after.equals(before)) {
                patch.set(field, after);
            }
        });
        return patch;
    }
}
