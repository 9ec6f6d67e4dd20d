package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.api.StatusConditions;
import dev.runbook.rehearsal.registry.DeleteOptions;
import dev.runbook.rehearsal.registry.WriteOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/** The pods of one workload: found, made from its template, counted, deleted. */
final class WorkloadPods {
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private final ControllerContext world;
    private final ResourceType type;

    WorkloadPods(ControllerContext world) {
        this.world = world;
        this.type = world.type("v1", "Pod");
    }

    /** The pods that a workload controls and that are not on their way out. */
    List<ObjectNode> living(ObjectNode owner) {
        return all(owner).stream().filter(pod -> !Meta.isDeleting(pod)).toList();
    }

    /** Takes over those that have no owner. */
    void adopt(ObjectNode owner) {
        world.adopt(type, owner);
    }

    List<ObjectNode> all(ObjectNode owner) {
        return world.controlled(type, owner);
    }

    /** Makes a pod with a given name, or, when the name ends in a dash, with one that begins so. */
    ObjectNode create(ObjectNode owner, String name, Map<String, String> extraLabels) {
        return create(owner, name, extraLabels, pod -> {});
    }

    /** The same, with a last change to the pod before it is made. */
    ObjectNode create(ObjectNode owner, String name, Map<String, String> extraLabels, Consumer<ObjectNode> finish) {
        ObjectNode template =
                (ObjectNode) JsonTrees.at(owner, "spec", "template").deepCopy();
        ObjectNode pod = JsonTrees.object();
        pod.set("metadata", template.path("metadata"));
        pod.set("spec", template.path("spec"));
        ObjectNode metadata = Meta.of(pod);
        metadata.put(name.endsWith("-") ? "generateName" : "name", name);
        extraLabels.forEach(
                (label, value) -> JsonTrees.child(metadata, "labels").put(label, value));
        Meta.setController(pod, owner);
        finish.accept(pod);
        try {
            return world.registry().create(type, Meta.namespace(owner), pod, WriteOptions.INTERNAL);
        } catch (ApiError refused) {
            world.events().refused(owner, "Error creating: " + refused.getMessage());
            throw refused;
        }
    }

    void delete(ObjectNode pod) {
        world.registry().delete(type.key(Meta.namespace(pod), Meta.name(pod)), DeleteOptions.BACKGROUND);
    }

    static boolean isReady(JsonNode pod) {
        return StatusConditions.isTrue(pod, "Ready");
    }

    static int ready(List<ObjectNode> pods) {
        return (int) pods.stream().filter(WorkloadPods::isReady).count();
    }

    static boolean hasEnded(JsonNode pod) {
        String phase = JsonTrees.text(pod, "status", "phase");
        return phase.equals("Succeeded") || phase.equals("Failed");
    }

    /** A short name for a template: the same template has the same one. */
    static String hash(JsonNode template) {
        CRC32 checksum = new CRC32();
        checksum.update(JsonTrees.sortedText(template).getBytes(StandardCharsets.UTF_8));
        StringBuilder text = new StringBuilder();
        for (long rest = checksum.getValue() + 0x100000000L; rest > 0; rest /= LETTERS.length()) {
            text.append(LETTERS.charAt((int) (rest % LETTERS.length())));
        }
        return text.toString();
    }
}
