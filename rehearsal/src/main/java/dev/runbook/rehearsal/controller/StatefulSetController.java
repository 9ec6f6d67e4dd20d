package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps the numbered pods of a StatefulSet and their claims, one pod after the other. */
final class StatefulSetController implements Reconciler {
    private static final String REVISION = "controller-revision-hash";

    private final ControllerContext world;
    private final ResourceType type;
    private final WorkloadPods pods;

    StatefulSetController(ControllerContext world) {
        this.world = world;
        this.type = world.type("apps/v1", "StatefulSet");
        this.pods = new WorkloadPods(world);
    }

    @Override
    public Collection<ObjectKey> concernedBy(ObjectEvent change) {
        return ControllerContext.itselfOrController(change, type);
    }

    @Override
    public Optional<Duration> reconcile(ObjectKey key) {
        ObjectNode set = world.find(key).orElse(null);
        if (set == null || Meta.isDeleting(set)) {
            return Optional.empty();
        }
        pods.adopt(set);
        String revision = key.name() + "-" + WorkloadPods.hash(JsonTrees.at(set, "spec", "template"));
        step(set, revision);
        world.registry().updateStatus(key, old -> counted(old, revision));
        return Optional.empty();
    }

    /** Does the next thing that the order of the pods allows. */
    private void step(ObjectNode set, String revision) {
        Map<Integer, ObjectNode> byNumber = new TreeMap<>();
        pods.all(set).forEach(pod -> byNumber.put(number(pod), pod));
        int wanted = JsonTrees.at(set, "spec", "replicas").asInt();
        boolean parallel = JsonTrees.text(set, "spec", "podManagementPolicy").equals("Parallel");
        for (int i = 0; i < wanted; i++) {
            ObjectNode pod = byNumber.get(i);
            if (pod == null) {
                create(set, i, revision);
            }
            boolean settled = pod != null && WorkloadPods.isReady(pod) && !Meta.isDeleting(pod);
            // A broken pod of an old revision is replaced, or a rollback would wait for it for ever.
            boolean outdated =
                    pod != null && !Meta.labels(pod).getOrDefault(REVISION, "").equals(revision);
            if (!parallel && !settled && !outdated) {
                return;
            }
        }
        for (ObjectNode pod : List.copyOf(byNumber.values()).reversed()) {
            boolean outdated = !Meta.labels(pod).getOrDefault(REVISION, "").equals(revision);
            boolean mayReplace =
                    JsonTrees.text(set, "spec", "updateStrategy", "type").equals("RollingUpdate");
            if (Meta.isDeleting(pod)) {
                return;
            }
            if (number(pod) >= wanted || (outdated && mayReplace)) {
                pods.delete(pod);
                return;
            }
        }
    }

    private void create(ObjectNode set, int number, String revision) {
        String name = Meta.name(set) + "-" + number;
        for (ObjectNode template : JsonTrees.objects(JsonTrees.at(set, "spec", "volumeClaimTemplates"))) {
            claim(set, template, name);
        }
        Map<String, String> labels = Map.of(
                REVISION,
                revision,
                "statefulset.kubernetes.io/pod-name",
                name,
                "apps.kubernetes.io/pod-index",
                Integer.toString(number));
        pods.create(set, name, labels, pod -> complete(set, pod, name));
        world.events()
                .normal(
                        set,
                        "statefulset-controller",
                        "SuccessfulCreate",
                        "create Pod %s in StatefulSet %s successful".formatted(name, Meta.name(set)));
    }

    private static void complete(ObjectNode set, ObjectNode pod, String name) {
        JsonTrees.child(pod, "spec").put("hostname", name).put("subdomain", JsonTrees.text(set, "spec", "serviceName"));
        ArrayNode volumes = JsonTrees.child(pod, "spec").withArrayProperty("volumes");
        for (ObjectNode template : JsonTrees.objects(JsonTrees.at(set, "spec", "volumeClaimTemplates"))) {
            volumes.addObject()
                    .put("name", Meta.name(template))
                    .putObject("persistentVolumeClaim")
                    .put("claimName", Meta.name(template) + "-" + name);
        }
    }

    /** Claims have no owner: they outlive their StatefulSet. */
    private void claim(ObjectNode set, ObjectNode template, String pod) {
        ResourceType claims = world.type("v1", "PersistentVolumeClaim");
        ObjectKey key = claims.key(Meta.namespace(set), Meta.name(template) + "-" + pod);
        if (world.find(key).isPresent()) {
            return;
        }
        ObjectNode claim = JsonTrees.object();
        claim.set("metadata", template.path("metadata").deepCopy());
        claim.set("spec", template.path("spec").deepCopy());
        Meta.of(claim).put("name", key.name());
        Meta.labels(JsonTrees.at(set, "spec", "template"))
                .forEach((label, value) -> JsonTrees.fill(JsonTrees.child(Meta.of(claim), "labels"), label, value));
        world.registry().create(claims, key.namespace(), claim, WriteOptions.INTERNAL);
    }

    private ObjectNode counted(ObjectNode set, String revision) {
        List<ObjectNode> living = pods.living(set);
        List<ObjectNode> updated = living.stream()
                .filter(pod -> Meta.labels(pod).getOrDefault(REVISION, "").equals(revision))
                .toList();
        int wanted = JsonTrees.at(set, "spec", "replicas").asInt();
        ObjectNode status = JsonTrees.child(set, "status");
        status.put("observedGeneration", (int) Meta.generation(set));
        // A pod counts until it is gone.
        status.put("replicas", pods.all(set).size()).put("readyReplicas", WorkloadPods.ready(living));
        status.put("availableReplicas", WorkloadPods.ready(living)).put("updatedReplicas", updated.size());
        status.put("updateRevision", revision).put("collisionCount", 0);
        boolean done = updated.size() == wanted && WorkloadPods.ready(updated) == wanted;
        if (done || !status.hasNonNull("currentRevision")) {
            status.put("currentRevision", revision);
        }
        boolean current = JsonTrees.text(status, "currentRevision").equals(revision);
        status.put("currentReplicas", current ? updated.size() : living.size() - updated.size());
        return set;
    }

    private static int number(ObjectNode pod) {
        String name = Meta.name(pod);
        String digits = name.substring(name.lastIndexOf('-') + 1);
        return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
    }
}
