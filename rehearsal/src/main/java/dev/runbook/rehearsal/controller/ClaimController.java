package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.Json;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.registry.DeleteOptions;
import dev.runbook.rehearsal.registry.WriteOptions;
import dev.runbook.rehearsal.store.Change;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Gives every claim a volume at once, and takes the volume away with the claim once no pod uses it. */
final class ClaimController implements Reconciler {
    private static final String BOUND = "pv.kubernetes.io/bind-completed";
    private static final String BOUND_HERE = "pv.kubernetes.io/bound-by-controller";
    private static final String PROTECTION = "kubernetes.io/pvc-protection";

    private final World world;
    private final ResourceType claims;
    private final ResourceType volumes;
    private final ResourceType podType;

    ClaimController(World world) {
        this.world = world;
        this.claims = world.type("v1", "PersistentVolumeClaim");
        this.volumes = world.type("v1", "PersistentVolume");
        this.podType = world.type("v1", "Pod");
    }

    @Override
    public Collection<ObjectKey> concernedBy(Change change) {
        if (change.key().type().equals(claims)) {
            return List.of(change.key());
        }
        if (change.key().type().equals(podType) && change.kind() == Change.Kind.DELETED) {
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
        } else if (!Json.text(claim, "status", "phase").equals("Bound")) {
            bind(key, claim);
        }
        return Optional.empty();
    }

    private void bind(ObjectKey key, ObjectNode claim) {
        String name = Json.text(claim, "spec", "volumeName");
        if (name.isEmpty()) {
            name = "pvc-" + Meta.uid(claim);
        }
        ObjectKey volumeKey = volumes.key("", name);
        if (world.find(volumeKey).isEmpty()) {
            world.registry().create(volumes, "", volume(claim, name), WriteOptions.INTERNAL);
            world.registry().updateStatus(volumeKey, volume -> {
                Json.child(volume, "status").put("phase", "Bound");
                return volume;
            });
        }
        String volume = name;
        world.change(key, object -> {
            Json.child(object, "spec").put("volumeName", volume);
            Json.child(Meta.of(object), "annotations").put(BOUND, "yes").put(BOUND_HERE, "yes");
        });
        world.registry().updateStatus(key, object -> {
            ObjectNode status = Json.child(object, "status").put("phase", "Bound");
            status.set("accessModes", Json.at(object, "spec", "accessModes").deepCopy());
            status.set(
                    "capacity", Json.at(object, "spec", "resources", "requests").deepCopy());
            return object;
        });
    }

    private static ObjectNode volume(ObjectNode claim, String name) {
        ObjectNode volume = Json.object();
        volume.putObject("metadata").put("name", name);
        ObjectNode spec = volume.putObject("spec");
        spec.set("accessModes", Json.at(claim, "spec", "accessModes").deepCopy());
        spec.set("capacity", Json.at(claim, "spec", "resources", "requests").deepCopy());
        spec.put("storageClassName", Json.text(claim, "spec", "storageClassName"));
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
                .anyMatch(pod -> !Pods.hasEnded(pod) && claimsOf(pod).contains(key.name()));
        if (used) {
            return;
        }
        world.change(key, object -> Meta.removeFinalizer(object, PROTECTION));
        ObjectKey volume = volumes.key("", Json.text(claim, "spec", "volumeName"));
        if (world.find(volume).isPresent()) {
            world.registry().delete(volume, DeleteOptions.BACKGROUND);
        }
    }

    private static List<String> claimsOf(ObjectNode pod) {
        return Json.objects(Json.at(pod, "spec", "volumes")).stream()
                .map(volume -> Json.text(volume, "persistentVolumeClaim", "claimName"))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
