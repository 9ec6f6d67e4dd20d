package dev.runbook.rehearsal.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.FieldError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceTypes;
import dev.runbook.rehearsal.store.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Hands out cluster addresses and node ports to services, and keeps them when a change leaves them out. */
final class ServiceNetwork {
    private static final int FIRST_NODE_PORT = 30000;
    private static final int LAST_NODE_PORT = 32767;

    private final Store store;
    private final ResourceTypes types;
    private int lastAddress = 9;

    ServiceNetwork(Store store, ResourceTypes types) {
        this.store = store;
        this.types = types;
    }

    /** Gives a service what it asks for and does not have. */
    void allocate(ObjectNode service) {
        ObjectNode spec = JsonTrees.child(service, "spec");
        if (ServiceRules.isExternalName(service)) {
            spec.remove(List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"));
            return;
        }
        if (JsonTrees.text(spec, "clusterIP").isEmpty()) {
            spec.put("clusterIP", nextAddress());
        }
        if (spec.path("clusterIPs").isEmpty()) {
            spec.putArray("clusterIPs").add(JsonTrees.text(spec, "clusterIP"));
        }
        if (spec.path("ipFamilies").isEmpty()) {
            spec.putArray("ipFamilies").add("IPv4");
        }
        JsonTrees.fill(spec, "ipFamilyPolicy", "SingleStack");
        if (ServiceRules.needsNodePorts(service)) {
            for (ObjectNode port : JsonTrees.objects(spec.path("ports"))) {
                if (port.path("nodePort").asInt() == 0) {
                    port.put("nodePort", nextNodePort(spec));
                }
            }
        }
    }

    /** Takes over from the stored service what the new one left empty, and drops what its new type cannot have. */
    void carryOver(ObjectNode old, ObjectNode next) {
        ObjectNode spec = JsonTrees.child(next, "spec");
        JsonNode before = old.path("spec");
        if (!ServiceRules.isExternalName(old) && !ServiceRules.isExternalName(next)) {
            carryAddresses(before, spec);
        }
        for (ObjectNode port : JsonTrees.objects(spec.path("ports"))) {
            JsonNode same = portNamed(before, JsonTrees.text(port, "name"));
            if (!ServiceRules.needsNodePorts(next)) {
                if (port.path("nodePort").equals(same.path("nodePort"))) {
                    port.remove("nodePort");
                }
            } else if (port.path("nodePort").asInt() == 0
                    && same.path("nodePort").asInt() != 0) {
                port.set("nodePort", same.get("nodePort"));
            }
        }
        String type = ServiceRules.type(next);
        if (type.equals("ClusterIP")) {
            spec.remove(List.of("externalTrafficPolicy", "healthCheckNodePort"));
        }
        if (!type.equals("LoadBalancer")) {
            spec.remove(List.of("allocateLoadBalancerNodePorts", "loadBalancerClass"));
        }
    }

    private static void carryAddresses(JsonNode before, ObjectNode spec) {
        if (JsonTrees.text(spec, "clusterIP").isEmpty() && before.hasNonNull("clusterIP")) {
            spec.set("clusterIP", before.get("clusterIP"));
        }
        boolean sameList = spec.path("clusterIPs").equals(before.path("clusterIPs"));
        boolean sameAddress = spec.path("clusterIP").equals(before.path("clusterIP"));
        if (spec.path("clusterIPs").isEmpty() && sameAddress && before.has("clusterIPs")) {
            spec.set("clusterIPs", before.get("clusterIPs").deepCopy());
        } else if (!sameAddress && (sameList || spec.path("clusterIPs").isEmpty())) {
            spec.putArray("clusterIPs").add(JsonTrees.text(spec, "clusterIP"));
        }
        for (String field : List.of("ipFamilies", "ipFamilyPolicy")) {
            if (!spec.hasNonNull(field) && before.hasNonNull(field)) {
                spec.set(field, before.get(field).deepCopy());
            }
        }
    }

    private static JsonNode portNamed(JsonNode spec, String name) {
        for (JsonNode port : spec.path("ports")) {
            if (JsonTrees.text(port, "name").equals(name)) {
                return port;
            }
        }
        return JsonTrees.object();
    }

    private String nextAddress() {
        lastAddress++;
        return "10.96." + (lastAddress / 250) + "." + (lastAddress % 250 + 1);
    }

    /** Why the node ports that a service asks for are not to be had. */
    List<FieldError> refusals(ObjectKey key, ObjectNode service) {
        List<FieldError> errors = new ArrayList<>();
        Set<Integer> held = new HashSet<>();
        Set<Integer> others = new HashSet<>();
        store.list(types.known("v1", "Service"), "").objects().forEach(one -> {
            nodePorts(one.path("spec"), held);
            if (!Meta.name(one).equals(key.name()) || !Meta.namespace(one).equals(key.namespace())) {
                nodePorts(one.path("spec"), others);
            }
        });
        JsonNode ports = JsonTrees.at(service, "spec", "ports");
        for (int i = 0; i < ports.size() && ServiceRules.needsNodePorts(service); i++) {
            JsonNode asked = ports.path(i).path("nodePort");
            int port = asked.asInt();
            String field = "spec.ports[" + i + "].nodePort";
            // A copied cluster may have another range: what it has given out is in it.
            if (port != 0 && (port < FIRST_NODE_PORT || port > LAST_NODE_PORT) && !held.contains(port)) {
                errors.add(FieldError.invalid(
                        field,
                        asked,
                        "provided port is not in the valid range. The range of valid ports is %d-%d"
                                .formatted(FIRST_NODE_PORT, LAST_NODE_PORT)));
            } else if (port != 0 && others.contains(port)) {
                errors.add(FieldError.invalid(field, asked, "provided port is already allocated"));
            }
        }
        return errors;
    }

    private int nextNodePort(ObjectNode own) {
        Set<Integer> used = new HashSet<>();
        store.list(types.known("v1", "Service"), "")
                .objects()
                .forEach(service -> nodePorts(service.path("spec"), used));
        nodePorts(own, used);
        int port = FIRST_NODE_PORT;
        while (used.contains(port)) {
            port++;
        }
        return port;
    }

    private static void nodePorts(JsonNode spec, Set<Integer> into) {
        if (spec.path("ports") instanceof ArrayNode ports) {
            ports.forEach(port -> into.add(port.path("nodePort").asInt()));
        }
    }
}
