package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.store.ObjectEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The cloud: gives LoadBalancer services an address after a while, and holds deleted ones until it has let it go. */
final class LoadBalancerController implements Reconciler {
    static final String FINALIZER = "service.kubernetes.io/load-balancer-cleanup";
    private static final String COMPONENT = "service-controller";

    private final ControllerContext world;
    private final ResourceType services;
    private final AddressAllocator addresses = new AddressAllocator();

    LoadBalancerController(ControllerContext world) {
        this.world = world;
        this.services = world.type("v1", "Service");
    }

    @Override
    public Collection<ObjectKey> concernedBy(ObjectEvent change) {
        return change.key().type().equals(services) ? List.of(change.key()) : List.of();
    }

    @Override
    public Optional<Duration> reconcile(ObjectKey key) {
        ObjectNode service = world.find(key).orElse(null);
        if (service == null) {
            return Optional.empty();
        }
        boolean balanced = JsonTrees.text(service, "spec", "type").equals("LoadBalancer");
        boolean held = Meta.finalizers(service).contains(FINALIZER);
        if (Meta.isDeleting(service) || !balanced) {
            return held ? release(key, service) : Optional.empty();
        }
        if (!held) {
            world.change(key, object -> Meta.addFinalizer(object, FINALIZER));
            world.events().normal(service, COMPONENT, "EnsuringLoadBalancer", "Ensuring load balancer");
        }
        if (JsonTrees.at(service, "status", "loadBalancer", "ingress").isEmpty()) {
            return assign(key, service);
        }
        return Optional.empty();
    }

    private Optional<Duration> assign(ObjectKey key, ObjectNode service) {
        Optional<Duration> left = world.since()
                .left(Meta.uid(service), "balancing", world.behaviour().addressAfter());
        if (left.isEmpty()) {
            String place = key.namespace() + "/" + key.name();
            String address = addresses.next(world.behaviour().addresses(), place);
            world.registry().updateStatus(key, old -> withAddress(old, address));
            world.events().normal(service, COMPONENT, "EnsuredLoadBalancer", "Ensured load balancer");
        }
        return left;
    }

    private static ObjectNode withAddress(ObjectNode service, String address) {
        ObjectNode balancer = JsonTrees.child(JsonTrees.child(service, "status"), "loadBalancer");
        ObjectNode ingress = balancer.putArray("ingress").addObject();
        if (AddressAllocator.isHostName(address)) {
            ingress.put("hostname", address);
        } else {
            ingress.put("ip", address).put("ipMode", "VIP");
        }
        return service;
    }

    private Optional<Duration> release(ObjectKey key, ObjectNode service) {
        if (world.since().begins(Meta.uid(service), "releasing")) {
            world.events().normal(service, COMPONENT, "DeletingLoadBalancer", "Deleting load balancer");
        }
        Optional<Duration> whole = world.behaviour().releaseAfter();
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> left = world.since().left(Meta.uid(service), "releasing", whole.get());
        if (left.isEmpty()) {
            world.events().normal(service, COMPONENT, "DeletedLoadBalancer", "Deleted load balancer");
            world.change(key, object -> Meta.removeFinalizer(object, FINALIZER));
            if (!Meta.isDeleting(service)) {
                world.since().stop(Meta.uid(service), "releasing");
                world.since().stop(Meta.uid(service), "balancing");
                world.registry().updateStatus(key, old -> {
                    JsonTrees.child(old, "status").putObject("loadBalancer");
                    return old;
                });
            }
        }
        return left;
    }
}
