package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.store.ObjectEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows on every Ingress the address of the load balancer in its namespace, as ingress controllers do. */
final class IngressController implements Reconciler {
    private final ControllerContext world;
    private final ResourceType ingresses;
    private final ResourceType services;

    /** What a live cluster's controllers have shown, which stand elsewhere there. */
    private final Map<String, JsonNode> ofClass = new HashMap<>();

    IngressController(ControllerContext world) {
        this.world = world;
        this.ingresses = world.type("networking.k8s.io/v1", "Ingress");
        this.services = world.type("v1", "Service");
    }

    @Override
    public Collection<ObjectKey> concernedBy(ObjectEvent change) {
        if (change.key().type().equals(ingresses)) {
            if (world.isCopied(change.after())) {
                JsonNode known = JsonTrees.at(change.after(), "status", "loadBalancer", "ingress")
                        .path(0);
                if (known.isObject()) {
                    ofClass.put(className(change.after()), known);
                }
            }
            return List.of(change.key());
        }
        if (!change.key().type().equals(services)) {
            return List.of();
        }
        String namespace = change.key().namespace();
        return world.registry().store().list(ingresses, namespace).objects().stream()
                .map(ingress -> ingresses.key(namespace, Meta.name(ingress)))
                .toList();
    }

    @Override
    public Optional<Duration> reconcile(ObjectKey key) {
        if (world.find(key).filter(ingress -> !world.isCopied(ingress)).isPresent()) {
            world.registry().updateStatus(key, ingress -> {
                ObjectNode balancer = JsonTrees.child(JsonTrees.child(ingress, "status"), "loadBalancer");
                balancer.removeAll();
                address(key.namespace())
                        .or(() -> Optional.ofNullable(ofClass.get(className(ingress))))
                        .ifPresent(address -> address.properties()
                                .forEach(field -> place(balancer).set(field.getKey(), field.getValue())));
                return ingress;
            });
        }
        return Optional.empty();
    }

    private static String className(ObjectNode ingress) {
        return JsonTrees.text(ingress, "spec", "ingressClassName");
    }

    private static ObjectNode place(ObjectNode balancer) {
        JsonNode list = balancer.path("ingress");
        return list.path(0) instanceof ObjectNode there
                ? there
                : balancer.withArrayProperty("ingress").addObject();
    }

    private Optional<JsonNode> address(String namespace) {
        return world.registry().store().list(services, namespace).objects().stream()
                .filter(service -> JsonTrees.text(service, "spec", "type").equals("LoadBalancer"))
                .map(service -> JsonTrees.at(service, "status", "loadBalancer", "ingress")
                        .path(0))
                .filter(JsonNode::isObject)
                .findFirst()
                .map(address -> {
                    ObjectNode shown = address.deepCopy();
                    shown.remove("ipMode");
                    return shown;
                });
    }
}
