package dev.runbook.rehearsal.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.FieldError;
import dev.runbook.rehearsal.api.JsonTrees;
import java.util.ArrayList;
import java.util.List;

/** What a Service must look like, and which of its addresses may change. */
final class ServiceRules {
    private static final String PORT_RANGE = "must be between 1 and 65535, inclusive";
    private static final List<String> TYPES = List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");

    private ServiceRules() {}

    static boolean isExternalName(JsonNode service) {
        return type(service).equals("ExternalName");
    }

    static boolean needsNodePorts(JsonNode service) {
        return type(service).equals("NodePort")
                || (type(service).equals("LoadBalancer")
                        && JsonTrees.at(service, "spec", "allocateLoadBalancerNodePorts")
                                .asBoolean(true));
    }

    static String type(JsonNode service) {
        String type = JsonTrees.text(service, "spec", "type");
        return type.isEmpty() ? "ClusterIP" : type;
    }

    static List<FieldError> shape(ObjectNode service) {
        List<FieldError> errors = new ArrayList<>();
        JsonNode spec = service.path("spec");
        JsonNode ips = spec.path("clusterIPs");
        if (spec.path("ports").isEmpty() && !isHeadless(service) && !isExternalName(service)) {
            errors.add(FieldError.required("spec.ports", ""));
        }
        if (type(service).equals("LoadBalancer") && isHeadless(service)) {
            errors.add(FieldError.invalid(
                    "spec.clusterIPs[0]", ips.path(0), "may not be set to 'None' for LoadBalancer services"));
        }
        String ip = JsonTrees.text(spec, "clusterIP");
        if (!ip.isEmpty() && !ips.isEmpty() && !ips.path(0).asText().equals(ip)) {
            errors.add(FieldError.invalid("spec.clusterIPs", ips, "first value must match `clusterIP`"));
        }
        if (!TYPES.contains(type(service))) {
            errors.add(FieldError.unsupported("spec.type", spec.path("type"), TYPES));
        }
        boolean several = spec.path("ports").size() > 1;
        for (int i = 0; i < spec.path("ports").size(); i++) {
            JsonNode port = spec.path("ports").path(i);
            if (several && JsonTrees.text(port, "name").isEmpty()) {
                errors.add(FieldError.required("spec.ports[" + i + "].name", ""));
            }
            int number = port.path("port").asInt();
            if (number < 1 || number > 65535) {
                errors.add(FieldError.invalid("spec.ports[" + i + "].port", port.path("port"), PORT_RANGE));
            }
            JsonNode target = port.path("targetPort");
            if (target.isNumber() && (target.asInt() < 1 || target.asInt() > 65535)) {
                errors.add(FieldError.invalid("spec.ports[" + i + "].targetPort", target, PORT_RANGE));
            }
        }
        return errors;
    }

    static List<FieldError> changes(ObjectNode old, ObjectNode next) {
        if (isExternalName(old) || isExternalName(next) || (isHeadless(old) && isHeadless(next))) {
            return List.of();
        }
        List<FieldError> errors = new ArrayList<>();
        JsonNode before = JsonTrees.at(old, "spec", "clusterIPs");
        JsonNode after = JsonTrees.at(next, "spec", "clusterIPs");
        if (before.size() > after.size() && after.isEmpty()) {
            errors.add(FieldError.invalid("spec.clusterIPs[0]", after, "primary clusterIP can not be unset"));
        }
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            if (!before.get(i).equals(after.get(i))) {
                errors.add(FieldError.invalid("spec.clusterIPs[" + i + "]", after, "may not change once set"));
            }
        }
        if (type(old).equals("LoadBalancer") && type(next).equals("LoadBalancer")) {
            JsonNode wanted = JsonTrees.at(next, "spec", "loadBalancerClass");
            if (!JsonTrees.at(old, "spec", "loadBalancerClass").equals(wanted)) {
                errors.add(FieldError.invalid("spec.loadBalancerClass", wanted, "may not change once set"));
            }
        }
        return errors;
    }

    private static boolean isHeadless(JsonNode service) {
        return JsonTrees.text(service.path("spec").path("clusterIPs").path(0)).equals("None")
                || JsonTrees.text(service, "spec", "clusterIP").equals("None");
    }
}
