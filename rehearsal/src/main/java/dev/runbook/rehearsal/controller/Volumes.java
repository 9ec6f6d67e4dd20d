package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.admission.Quantity;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.LabelSelector;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.registry.DeleteOptions;
import dev.runbook.rehearsal.registry.WriteOptions;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The volumes of the cluster: found or made for a claim, and reclaimed as they say when it has gone. */
final class Volumes {
    private final ControllerContext world;
    private final ResourceType type;

    Volumes(ControllerContext world) {
        this.world = world;
        this.type = world.type("v1", "PersistentVolume");
    }

    Optional<ObjectNode> named(String name) {
        return world.find(type.key("", name));
    }

    /** The smallest volume that nobody has and that is what a claim asks for. */
    Optional<ObjectNode> fitting(ObjectNode claim) {
        return world.registry().store().list(type, "").objects().stream()
                .filter(volume -> fits(volume, claim))
                .min(Comparator.comparing(Volumes::size));
    }

    private static boolean fits(ObjectNode volume, ObjectNode claim) {
        JsonNode has = volume.path("spec");
        JsonNode asked = claim.path("spec");
        JsonNode holder = has.path("claimRef");
        boolean free = !Meta.isDeleting(volume)
                && !JsonTrees.text(volume, "status", "phase").equals("Released")
                && (holder.isMissingNode()
                        || (JsonTrees.text(holder, "name").equals(Meta.name(claim))
                                && JsonTrees.text(holder, "namespace").equals(Meta.namespace(claim))));
        JsonNode selector = asked.path("selector");
        return free
                && JsonTrees.text(has, "storageClassName").equals(JsonTrees.text(asked, "storageClassName"))
                && has.path("volumeMode")
                        .asText("Filesystem")
                        .equals(asked.path("volumeMode").asText("Filesystem"))
                && JsonTrees.texts(has.path("accessModes")).containsAll(JsonTrees.texts(asked.path("accessModes")))
                && (selector.isMissingNode() || LabelSelector.of(selector).matches(Meta.labels(volume)))
                && size(volume)
                                .compareTo(Quantity.bytes(JsonTrees.text(asked, "resources", "requests", "storage"))
                                        .orElse(BigDecimal.ZERO))
                        >= 0;
    }

    private static BigDecimal size(ObjectNode volume) {
        return Quantity.bytes(JsonTrees.text(volume, "spec", "capacity", "storage"))
                .orElse(BigDecimal.ZERO);
    }

    /** Makes a volume as a storage class says. */
    ObjectNode provide(ObjectNode claim, ObjectNode storageClass) {
        ObjectNode volume = JsonTrees.object();
        volume.putObject("metadata").put("name", "pvc-" + Meta.uid(claim));
        ObjectNode spec = volume.putObject("spec");
        spec.set("accessModes", JsonTrees.at(claim, "spec", "accessModes").deepCopy());
        spec.set(
                "capacity", JsonTrees.at(claim, "spec", "resources", "requests").deepCopy());
        spec.put("storageClassName", Meta.name(storageClass));
        spec.put(
                "persistentVolumeReclaimPolicy",
                storageClass.path("reclaimPolicy").asText("Delete"));
        return world.registry().create(type, "", volume, WriteOptions.INTERNAL);
    }

    /** Gives a volume to a claim. */
    void give(ObjectNode volume, ObjectNode claim) {
        ObjectKey key = type.key("", Meta.name(volume));
        world.change(
                key,
                object -> JsonTrees.child(JsonTrees.child(object, "spec"), "claimRef")
                        .put("kind", "PersistentVolumeClaim")
                        .put("apiVersion", "v1")
                        .put("namespace", Meta.namespace(claim))
                        .put("name", Meta.name(claim))
                        .put("uid", Meta.uid(claim)));
        phase(key, "Bound");
    }

    /** Those whose claim has gone are deleted, or kept for a person to decide, as each says. */
    void reclaim(String name) {
        ObjectNode volume = named(name).orElse(null);
        if (volume == null) {
            return;
        }
        ObjectKey key = type.key("", name);
        if (JsonTrees.text(volume, "spec", "persistentVolumeReclaimPolicy").equals("Delete")) {
            world.registry().delete(key, DeleteOptions.BACKGROUND);
        } else {
            phase(key, "Released");
        }
    }

    /** One that nobody has yet. */
    void offer(ObjectKey key) {
        world.find(key)
                .filter(volume -> List.of("", "Pending").contains(JsonTrees.text(volume, "status", "phase")))
                .ifPresent(_ -> phase(key, "Available"));
    }

    private void phase(ObjectKey key, String phase) {
        world.registry().updateStatus(key, volume -> {
            JsonTrees.child(volume, "status").put("phase", phase);
            return volume;
        });
    }
}
