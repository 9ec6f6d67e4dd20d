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

/** Binds claims to volumes as their class says, and keeps a deleted claim for as long as a pod uses it. */
final class ClaimController implements Reconciler {
    private static final String BOUND = "pv.kubernetes.io/bind-completed";
    private static final String BOUND_HERE = "pv.kubernetes.io/bound-by-controller";
    static final String PROTECTION = "kubernetes.io/pvc-protection";
    private static final String COMPONENT = "persistentvolume-controller";

    private final ControllerContext world;
    private final ResourceType claims;
    private final ResourceType volumeType;
    private final ResourceType classes;
    private final ResourceType podType;
    private final Volumes volumes;

    ClaimController(ControllerContext world) {
        this.world = world;
        this.claims = world.type("v1", "PersistentVolumeClaim");
        this.volumeType = world.type("v1", "PersistentVolume");
        this.classes = world.type("storage.k8s.io/v1", "StorageClass");
        this.podType = world.type("v1", "Pod");
        this.volumes = new Volumes(world);
    }

    @Override
    public Collection<ObjectKey> concernedBy(ObjectEvent change) {
        ResourceType type = change.key().type();
        if (type.equals(claims)) {
            return List.of(change.key());
        }
        if (type.equals(podType) && change.kind() != ObjectEvent.EventType.MODIFIED) {
            return claimsOf(change.after()).stream()
                    .map(name -> claims.key(change.key().namespace(), name))
                    .toList();
        }
        if (type.equals(volumeType) && change.kind() == ObjectEvent.EventType.ADDED) {
            volumes.offer(change.key());
            return unbound();
        }
        return type.equals(classes) ? unbound() : List.of();
    }

    private List<ObjectKey> unbound() {
        return world.registry().store().list(claims, "").objects().stream()
                .filter(claim -> !isBound(claim))
                .map(claim -> claims.key(Meta.namespace(claim), Meta.name(claim)))
                .toList();
    }

    static boolean isBound(ObjectNode claim) {
        return JsonTrees.text(claim, "status", "phase").equals("Bound");
    }

    @Override
    public Optional<Duration> reconcile(ObjectKey key) {
        ObjectNode claim = world.find(key).orElse(null);
        if (claim == null) {
            return Optional.empty();
        }
        if (Meta.isDeleting(claim)) {
            release(key, claim);
        } else if (!isBound(claim)) {
            volume(key, claim).ifPresent(volume -> bind(key, claim, volume));
        }
        return Optional.empty();
    }

    /** The volume that a claim gets; empty where there is none for it yet. */
    private Optional<ObjectNode> volume(ObjectKey key, ObjectNode claim) {
        String named = JsonTrees.text(claim, "spec", "volumeName");
        if (!named.isEmpty()) {
            return volumes.named(named);
        }
        Optional<ObjectNode> fitting = volumes.fitting(claim);
        String className = JsonTrees.text(claim, "spec", "storageClassName");
        if (fitting.isPresent() || className.isEmpty()) {
            return fitting;
        }
        Optional<ObjectNode> storageClass = world.find(classes.key("", className));
        if (storageClass.isEmpty()) {
            world.events()
                    .warning(
                            claim,
                            COMPONENT,
                            "ProvisioningFailed",
                            "storageclass.storage.k8s.io \"" + className + "\" not found");
            return Optional.empty();
        }
        boolean waits = JsonTrees.text(storageClass.get(), "volumeBindingMode").equals("WaitForFirstConsumer");
        if (waits && !isUsed(key)) {
            world.events()
                    .normal(
                            claim,
                            COMPONENT,
                            "WaitForFirstConsumer",
                            "waiting for first consumer to be created before binding");
            return Optional.empty();
        }
        return JsonTrees.text(storageClass.get(), "provisioner").equals("kubernetes.io/no-provisioner")
                ? Optional.empty()
                : Optional.of(volumes.provide(claim, storageClass.get()));
    }

    private void bind(ObjectKey key, ObjectNode claim, ObjectNode volume) {
        volumes.give(volume, claim);
        world.change(key, object -> {
            JsonTrees.child(object, "spec").put("volumeName", Meta.name(volume));
            JsonTrees.child(Meta.of(object), "annotations").put(BOUND, "yes").put(BOUND_HERE, "yes");
        });
        world.registry().updateStatus(key, object -> {
            ObjectNode status = JsonTrees.child(object, "status").put("phase", "Bound");
            status.set(
                    "accessModes", JsonTrees.at(volume, "spec", "accessModes").deepCopy());
            status.set("capacity", JsonTrees.at(volume, "spec", "capacity").deepCopy());
            return object;
        });
    }

    private void release(ObjectKey key, ObjectNode claim) {
        if (!isUsed(key)) {
            world.change(key, object -> Meta.removeFinalizer(object, PROTECTION));
            volumes.reclaim(JsonTrees.text(claim, "spec", "volumeName"));
        }
    }

    private boolean isUsed(ObjectKey key) {
        return world.registry().store().list(podType, key.namespace()).objects().stream()
                .anyMatch(pod -> !WorkloadPods.hasEnded(pod) && claimsOf(pod).contains(key.name()));
    }

    static List<String> claimsOf(ObjectNode pod) {
        return JsonTrees.objects(JsonTrees.at(pod, "spec", "volumes")).stream()
                .map(volume -> JsonTrees.text(volume, "persistentVolumeClaim", "claimName"))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
