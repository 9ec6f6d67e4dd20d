package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import java.util.List;

/** Addresses and ports that a dry run makes up for a Service: nothing is held by them, so they are never sent on. */
final class Placeholders {
    private static final List<String> OF_SERVICES = List.of("clusterIP", "clusterIPs", "healthCheckNodePort");

    private Placeholders() {}

    static ObjectNode without(ObjectNode object) {
        if (isService(object) && object.get("spec") instanceof ObjectNode spec) {
            if (!JsonTrees.text(spec, "clusterIP").equals("None")) {
                spec.remove(OF_SERVICES);
            }
            JsonTrees.objects(spec.path("ports")).forEach(port -> port.remove("nodePort"));
        }
        return object;
    }

    /** Gives the new state the numbers that the object had. */
    static void keep(ObjectNode old, ObjectNode next) {
        if (isService(old) && next.get("spec") instanceof ObjectNode spec) {
            for (String field : OF_SERVICES) {
                JsonNode value = JsonTrees.at(old, "spec", field);
                if (!value.isMissingNode() && spec.has(field)) {
                    spec.set(field, value);
                }
            }
        }
    }

    private static boolean isService(ObjectNode object) {
        return JsonTrees.text(object, "kind").equals("Service")
                && JsonTrees.text(object, "apiVersion").equals("v1");
    }
}
