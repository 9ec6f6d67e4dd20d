package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.registry.DeleteOptions;
import dev.runbook.rehearsal.registry.WriteOptions;
import dev.runbook.rehearsal.store.ObjectEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Gives every claim a volume at once, and takes the volume away with the claim once no pod uses it. */
final class ClaimController implements Reconciler {
    private static final String BOUND = "pv.kubernetes.io/bind-completed";
    private static final String BOUND_HERE = "pv.kubernetes.io/bound-by-controller";
    private static final String PROTECTION = "kubernetes.io/pvc-protection";

    private final ControllerContext world;
    private final ResourceType claims;
    private final ResourceType volumes;
    private final ResourceType podType;

    ClaimController(ControllerContext world) {
        this.world = world;
        this.claims = world.type("v1", "PersistentVolumeClaim");
        this.volumes = world.type("v1", "PersistentVolume");
        this.podType = world.type("v1", "Pod");
    }

    @Override
    public Collection<ObjectKey> concernedBy(ObjectEvent change) {
        if (change.key().type().equals(claims)) {
            return List.of(change.key());
        }
        if (change.key().type().equals(podType) && change.kind() == ObjectEvent.EventType.DELETED) {
            return claimsOf(change.after()).stream()
                    .map(name -> claims.key(change.key().namespace(), name))
                    .toList();
        }
        return List.of();
    }

    @Override
    public Optional<Duration> reconcile(ObjectKey key) {
        ObjectNode claim = world.find(key).orElse(null);
        if (claim == null) {
            return Optional.empty();
        }
        if (Meta.isDeleting(claim)) {
            release(key, claim);
        } else if (!JsonTrees.text(claim, "status", "phase").equals("Bound")) {
            bind(key, claim);
        }
        return Optional.empty();
    }

    private void bind(ObjectKey key, ObjectNode claim) {
        String name = JsonTrees.text(claim, "spec", "volumeName");
        if (name.isEmpty()) {
            name = "pvc-" + Meta.uid(claim);
        }
        ObjectKey volumeKey = volumes.key("", name);
        if (world.find(volumeKey).isEmpty()) {
            world.registry().create(volumes, "", volume(claim, name), WriteOptions.INTERNAL);
            world.registry().updateStatus(volumeKey, volume -> {
                JsonTrees.child(volume, "status").put("phase", "Bound");
                return volume;
            });
        }
        String volume = name;
        world.change(key, object -> {
            JsonTrees.child(object, "spec").put("volumeName", volume);
            JsonTrees.child(Meta.of(object), "annotations").put(BOUND, "yes").put(BOUND_HERE, "yes");
        });
        world.registry().updateStatus(key, object -> {
            ObjectNode status = JsonTrees.child(object, "status").put("phase", "Bound");
            status.set(
                    "accessModes", JsonTrees.at(object, "spec", "accessModes").deepCopy());
            status.set(
                    "capacity",
                    JsonTrees.at(object, "spec", "resources", "requests").deepCopy());
            return object;
        });
    }

    private static ObjectNode volume(ObjectNode claim, String name) {
        ObjectNode volume = JsonTrees.object();
        volume.putObject("metadata").put("name", name);
        ObjectNode spec = volume.putObject("spec");
        spec.set("accessModes", JsonTrees.at(claim, "spec", "accessModes").deepCopy());
        spec.set(
                "capacity", JsonTrees.at(claim, "spec", "resources", "requests").deepCopy());
        spec.put("storageClassName", JsonTrees.text(claim, "spec", "storageClassName"));
        spec.put("persistentVolumeReclaimPolicy", "Delete");
        spec.putObject("claimRef")
                .put("kind", "PersistentVolumeClaim")
                .put("apiVersion", "v1")
                .put("namespace", Meta.namespace(claim))
                .put("name", Meta.name(claim))
                .put("uid", Meta.uid(claim));
        return volume;
    }

    private void release(ObjectKey key, ObjectNode claim) {
        boolean used = world.registry().store().list(podType, key.namespace()).objects().stream()
                .anyMatch(pod -> !WorkloadPods.hasEnded(pod) && claimsOf(pod).contains(key.name()));
        if (used) {
            return;
        }
        world.change(key, object -> Meta.removeFinalizer(object, PROTECTION));
        ObjectKey volume = volumes.key("", JsonTrees.text(claim, "spec", "volumeName"));
        if (world.find(volume).isPresent()) {
            world.registry().delete(volume, DeleteOptions.BACKGROUND);
        }
    }

    private static List<String> claimsOf(ObjectNode pod) {
        return JsonTrees.objects(JsonTrees.at(pod, "spec", "volumes")).stream()
                .map(volume -> JsonTrees.text(volume, "persistentVolumeClaim", "claimName"))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
