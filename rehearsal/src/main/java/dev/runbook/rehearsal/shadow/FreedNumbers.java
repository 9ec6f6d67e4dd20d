package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The node ports and the cluster address that a new Service asks for and that a Service deleted here still holds on the server.
 * They are asked for without, and put back into the answer.
 */
record FreedNumbers(String address, Map<String, Integer> nodePorts) {
    private static final FreedNumbers NONE = new FreedNumbers("", Map.of());

    static FreedNumbers in(ShadowState state, ResourceAddress where, ObjectNode wanted) {
        if (!where.is("", "services")) {
            return NONE;
        }
        Set<Integer> ports = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        for (ObjectNode gone : state.overlay().deleted("", "services")) {
            addresses.add(JsonTrees.text(gone, "spec", "clusterIP"));
            JsonTrees.objects(JsonTrees.at(gone, "spec", "ports"))
                    .forEach(port -> ports.add(port.path("nodePort").asInt()));
        }
        Map<String, Integer> kept = new HashMap<>();
        for (ObjectNode port : JsonTrees.objects(JsonTrees.at(wanted, "spec", "ports"))) {
            int number = port.path("nodePort").asInt();
            if (number > 0 && ports.contains(number)) {
                kept.put(place(port), number);
            }
        }
        String address = JsonTrees.text(wanted, "spec", "clusterIP");
        return new FreedNumbers(addresses.contains(address) && !address.equals("None") ? address : "", kept);
    }

    ObjectNode without(ObjectNode service) {
        if (equals(NONE)) {
            return service;
        }
        ObjectNode spec = JsonTrees.child(service, "spec");
        if (!address.isEmpty()) {
            spec.remove("clusterIP");
            spec.remove("clusterIPs");
        }
        JsonTrees.objects(spec.path("ports")).forEach(port -> {
            if (nodePorts.containsKey(place(port))) {
                port.remove("nodePort");
            }
        });
        return service;
    }

    ObjectNode back(ObjectNode service) {
        if (equals(NONE)) {
            return service;
        }
        ObjectNode spec = JsonTrees.child(service, "spec");
        if (!address.isEmpty()) {
            spec.put("clusterIP", address).putArray("clusterIPs").add(address);
        }
        JsonTrees.objects(spec.path("ports")).forEach(port -> {
            Integer number = nodePorts.get(place(port));
            if (number != null) {
                port.put("nodePort", number);
            }
        });
        return service;
    }

    private static String place(ObjectNode port) {
        return port.path("port").asText() + "/" + port.path("protocol").asText("TCP");
    }
}
