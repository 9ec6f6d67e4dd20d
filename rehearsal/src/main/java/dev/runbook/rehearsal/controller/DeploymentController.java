package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.registry.WriteOptions;
import dev.runbook.rehearsal.store.ObjectEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Rolls a Deployment out: a ReplicaSet for its template, and the older ones down once the new pods are ready. */
final class DeploymentController implements Reconciler {
    private static final String COMPONENT = "deployment-controller";
    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String HASH = "pod-template-hash";

    private final ControllerContext world;
    private final ResourceType type;
    private final ResourceType setType;

    DeploymentController(ControllerContext world) {
        this.world = world;
        this.type = world.type("apps/v1", "Deployment");
        this.setType = world.type("apps/v1", "ReplicaSet");
    }

    @Override
    public Collection<ObjectKey> concernedBy(ObjectEvent change) {
        return ControllerContext.itselfOrController(change, type);
    }

    @Override
    public Optional<Duration> reconcile(ObjectKey key) {
        ObjectNode deployment = world.find(key).orElse(null);
        if (deployment == null || Meta.isDeleting(deployment)) {
            return Optional.empty();
        }
        world.adopt(setType, deployment);
        int wanted = JsonTrees.at(deployment, "spec", "replicas").asInt();
        String hash = WorkloadPods.hash(JsonTrees.at(deployment, "spec", "template"));
        List<ObjectNode> sets = world.controlled(setType, deployment);
        JsonNode template = JsonTrees.at(deployment, "spec", "template");
        List<ObjectNode> older =
                sets.stream().filter(set -> !isOf(set, template)).toList();
        boolean recreate =
                JsonTrees.text(deployment, "spec", "strategy", "type").equals("Recreate");
        if (recreate && older.stream().anyMatch(set -> replicas(set, "status") > 0)) {
            older.forEach(set -> scale(deployment, set, 0));
            return report(key, older, Optional.empty());
        }
        ObjectNode current = sets.stream()
                .filter(set -> !older.contains(set))
                .findFirst()
                .orElseGet(() -> create(deployment, hash, wanted, sets));
        keepRevision(key, current, sets);
        scale(deployment, current, wanted);
        if (JsonTrees.at(current, "status", "availableReplicas").asInt() >= wanted) {
            older.forEach(set -> scale(deployment, set, 0));
        }
        return report(key, older, Optional.of(current));
    }

    /** Whether a set is of a template, whatever its hash: that of another cluster's controller is another one. */
    private static boolean isOf(ObjectNode set, JsonNode template) {
        ObjectNode own = JsonTrees.at(set, "spec", "template").deepCopy();
        JsonTrees.child(JsonTrees.child(own, "metadata"), "labels").remove(HASH);
        return own.equals(template);
    }

    private ObjectNode create(ObjectNode deployment, String hash, int wanted, List<ObjectNode> sets) {
        ObjectNode set = JsonTrees.object();
        ObjectNode metadata = set.putObject("metadata").put("name", Meta.name(deployment) + "-" + hash);
        ObjectNode template = JsonTrees.at(deployment, "spec", "template").deepCopy();
        JsonTrees.child(JsonTrees.child(template, "metadata"), "labels").put(HASH, hash);
        metadata.set("labels", JsonTrees.at(template, "metadata", "labels").deepCopy());
        // The set takes over the annotations of the Deployment, those of helm among them.
        ObjectNode annotations = metadata.putObject("annotations");
        Meta.textMap(JsonTrees.at(deployment, "metadata", "annotations")).forEach(annotations::put);
        annotations.remove("kubectl.kubernetes.io/last-applied-configuration");
        annotations.put(REVISION, Integer.toString(highestRevision(sets) + 1));
        ObjectNode spec = set.putObject("spec").put("replicas", wanted);
        spec.set("selector", JsonTrees.at(deployment, "spec", "selector").deepCopy());
        JsonTrees.child(JsonTrees.child(spec, "selector"), "matchLabels").put(HASH, hash);
        spec.set("template", template);
        Meta.setController(set, deployment);
        ObjectNode made = world.registry().create(setType, Meta.namespace(deployment), set, WriteOptions.INTERNAL);
        if (wanted > 0) {
            tellScaled(deployment, made, 0, wanted);
        }
        return made;
    }

    /** A template that comes back, as after a rollback, makes its ReplicaSet the newest revision again. */
    private void keepRevision(ObjectKey key, ObjectNode current, List<ObjectNode> sets) {
        int highest = highestRevision(sets);
        String revision = Meta.annotation(current, REVISION);
        if (!revision.isEmpty() && Integer.parseInt(revision) < highest) {
            revision = Integer.toString(highest + 1);
            annotate(setType.key(key.namespace(), Meta.name(current)), revision);
        }
        annotate(key, revision);
    }

    private void annotate(ObjectKey key, String revision) {
        world.change(
                key, object -> JsonTrees.child(Meta.of(object), "annotations").put(REVISION, revision));
    }

    private void scale(ObjectNode deployment, ObjectNode set, int wanted) {
        int now = replicas(set, "spec");
        if (now != wanted) {
            world.change(
                    setType.key(Meta.namespace(set), Meta.name(set)),
                    object -> JsonTrees.child(object, "spec").put("replicas", wanted));
            tellScaled(deployment, set, now, wanted);
        }
    }

    private void tellScaled(ObjectNode deployment, ObjectNode set, int before, int after) {
        String message = "Scaled %s replica set %s from %d to %d"
                .formatted(before < after ? "up" : "down", Meta.name(set), before, after);
        world.events().normal(deployment, COMPONENT, "ScalingReplicaSet", message);
    }

    private Optional<Duration> report(ObjectKey key, List<ObjectNode> older, Optional<ObjectNode> current) {
        ObjectNode updated = current.map(set -> world.registry().get(setType.key(key.namespace(), Meta.name(set))))
                .orElseGet(JsonTrees::object);
        Optional<Duration> deadline = Optional.empty();
        ObjectNode deployment = world.registry().get(key);
        int wanted = replicas(deployment, "spec");
        boolean complete = current.isPresent()
                && JsonTrees.at(updated, "status", "availableReplicas").asInt() >= wanted
                && older.stream().allMatch(set -> replicas(set, "status") == 0);
        if (!complete && current.isPresent()) {
            Duration limit = Duration.ofSeconds(
                    JsonTrees.at(deployment, "spec", "progressDeadlineSeconds").asLong(600));
            deadline = world.since().left(Meta.uid(updated), "progressing", limit);
        }
        boolean late = !complete && current.isPresent() && deadline.isEmpty();
        world.registry().updateStatus(key, old -> DeploymentStatus.write(old, updated, older, complete, late));
        return deadline;
    }

    private static int replicas(JsonNode object, String part) {
        return JsonTrees.at(object, part, "replicas").asInt();
    }

    private static int highestRevision(List<ObjectNode> sets) {
        return sets.stream()
                .map(set -> Meta.annotation(set, REVISION))
                .filter(revision -> !revision.isEmpty())
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(0);
    }
}
