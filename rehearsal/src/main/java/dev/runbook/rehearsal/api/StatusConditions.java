package dev.runbook.rehearsal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The conditions in a status. */
public final class StatusConditions {
    private StatusConditions() {}

    /** Sets a condition; its time of transition moves only when its truth changes. */
    public static void set(ObjectNode status, String type, boolean truth, String reason, String message) {
        ObjectNode condition = find(status, type);
        String wanted = truth ? "True" : "False";
        if (!JsonTrees.text(condition, "status").equals(wanted)) {
            condition.put("lastTransitionTime", Meta.now());
        }
        condition.put("type", type).put("status", wanted);
        text(condition, "reason", reason);
        text(condition, "message", message);
    }

    public static boolean isTrue(JsonNode object, String type) {
        for (JsonNode condition : JsonTrees.at(object, "status", "conditions")) {
            if (JsonTrees.text(condition, "type").equals(type)) {
                return JsonTrees.text(condition, "status").equals("True");
            }
        }
        return false;
    }

    private static ObjectNode find(ObjectNode status, String type) {
        for (ObjectNode condition : JsonTrees.objects(status.path("conditions"))) {
            if (JsonTrees.text(condition, "type").equals(type)) {
                return condition;
            }
        }
        return status.withArrayProperty("conditions").addObject();
    }

    private static void text(ObjectNode condition, String field, String value) {
        if (value.isEmpty()) {
            condition.remove(field);
        } else {
            condition.put(field, value);
        }
    }
}
