package dev.runbook.rehearsal.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an object uses of what quotas count, by the name that they have for it. */
public final class QuotaUse {
    private QuotaUse() {}

    public static Map<String, BigDecimal> of(String group, String plural, ObjectNode object) {
        Map<String, BigDecimal> uses = new TreeMap<>();
        String counted = plural + (group.isEmpty() ? "" : "." + group);
        uses.put("count/" + counted, BigDecimal.ONE);
        uses.put(counted, BigDecimal.ONE);
        switch (counted) {
            case "services" -> service(object, uses);
            case "persistentvolumeclaims" -> claim(object, uses);
            case "pods" -> pod(object, uses);
            default -> {}
        }
        return uses;
    }

    private static void service(ObjectNode service, Map<String, BigDecimal> uses) {
        String type = JsonTrees.text(service, "spec", "type");
        boolean balancer = type.equals("LoadBalancer");
        boolean nodePorts = type.equals("NodePort")
                || (balancer
                        && JsonTrees.at(service, "spec", "allocateLoadBalancerNodePorts")
                                .asBoolean(true));
        if (balancer) {
            uses.put("services.loadbalancers", BigDecimal.ONE);
        }
        if (nodePorts) {
            int ports =
                    JsonTrees.objects(JsonTrees.at(service, "spec", "ports")).size();
            uses.put("services.nodeports", BigDecimal.valueOf(ports));
        }
    }

    private static void claim(ObjectNode claim, Map<String, BigDecimal> uses) {
        String className = JsonTrees.text(claim, "spec", "storageClassName");
        Quantity.bytes(JsonTrees.text(claim, "spec", "resources", "requests", "storage"))
                .ifPresent(size -> {
                    uses.put("requests.storage", size);
                    uses.put(className + ".storageclass.storage.k8s.io/requests.storage", size);
                });
        uses.put(className + ".storageclass.storage.k8s.io/persistentvolumeclaims", BigDecimal.ONE);
    }

    private static void pod(ObjectNode pod, Map<String, BigDecimal> uses) {
        if (List.of("Succeeded", "Failed").contains(JsonTrees.text(pod, "status", "phase"))) {
            uses.remove("pods");
            return;
        }
        for (JsonNode container : JsonTrees.at(pod, "spec", "containers")) {
            for (String kind : List.of("requests", "limits")) {
                JsonTrees.at(container, "resources", kind)
                        .properties()
                        .forEach(asked -> Quantity.bytes(asked.getValue().asText())
                                .ifPresent(amount -> uses.merge(kind + "." + asked.getKey(), amount, BigDecimal::add)));
            }
        }
        for (String resource : List.of("cpu", "memory", "ephemeral-storage")) {
            BigDecimal requests = uses.get("requests." + resource);
            if (requests != null) {
                uses.put(resource, requests);
            }
        }
    }
}
