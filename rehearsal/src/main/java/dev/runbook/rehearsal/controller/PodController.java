package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.api.StatusConditions;
import dev.runbook.rehearsal.registry.DeleteOptions;
import dev.runbook.rehearsal.store.ObjectEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Scheduler and kubelet in one: places a pod, starts it, lets it become ready or end, and stops it when deleted. */
final class PodController implements Reconciler {
    static final String NODE = "rehearsal-node-1";
    private static final DeleteOptions AT_ONCE =
            new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, OptionalLong.of(0), "", "", false);

    /** A second, where a kubelet waits for ten. */
    private static final Duration BACK_OFF = Duration.ofSeconds(1);

    private static final Duration TIME_TO_START = Duration.ofMinutes(2);

    private final ControllerContext world;
    private final ResourceType type;
    private final ResourceType claims;
    private final PodOutcome outcome;

    PodController(ControllerContext world) {
        this.world = world;
        this.type = world.type("v1", "Pod");
        this.claims = world.type("v1", "PersistentVolumeClaim");
        this.outcome = new PodOutcome(world);
    }

    @Override
    public Collection<ObjectKey> concernedBy(ObjectEvent change) {
        if (change.key().type().equals(claims)) {
            return world.registry().store().list(type, change.key().namespace()).objects().stream()
                    .filter(pod -> JsonTrees.text(pod, "spec", "nodeName").isEmpty())
                    .map(pod -> type.key(Meta.namespace(pod), Meta.name(pod)))
                    .toList();
        }
        return change.key().type().equals(type) ? List.of(change.key()) : List.of();
    }

    @Override
    public Optional<Duration> reconcile(ObjectKey key) {
        ObjectNode pod = world.find(key).orElse(null);
        if (pod == null) {
            return Optional.empty();
        }
        if (Meta.isDeleting(pod)) {
            return stop(key, pod);
        }
        if (world.isCopied(pod) && isStuck(pod)) {
            return Optional.empty();
        }
        if (JsonTrees.text(pod, "spec", "nodeName").isEmpty()) {
            return place(key, pod);
        }
        if (WorkloadPods.hasEnded(pod) || WorkloadPods.isReady(pod)) {
            return isMeantToEnd(pod) && !WorkloadPods.hasEnded(pod) ? end(key, pod) : Optional.empty();
        }
        if (outcome.neverReady(pod)) {
            return waitForever(key, pod);
        }
        Optional<Duration> left =
                world.since().left(Meta.uid(pod), "starting", world.behaviour().readyAfter());
        int restarts = PodStatus.restarts(pod);
        if (left.isEmpty() && restarts > 0) {
            // It is started again after a pause that grows, as a kubelet has it.
            left = world.since().left(Meta.uid(pod), "pause " + restarts, BACK_OFF.multipliedBy(Math.min(restarts, 5)));
        }
        if (left.isEmpty() && restarts < outcome.crashes(pod)) {
            crash(key, pod, restarts + 1);
            return Optional.of(BACK_OFF);
        }
        if (left.isEmpty()) {
            world.registry().updateStatus(key, PodStatus::running);
            world.events().normal(pod, "kubelet", "Started", "Started container " + PodStatus.firstContainer(pod));
        }
        return left;
    }

    /** Why a copied pod did not become ready in its time, nobody knows here, and it does not become so by being copied. */
    private static boolean isStuck(ObjectNode pod) {
        return !WorkloadPods.isReady(pod)
                && Instant.parse(JsonTrees.text(pod, "metadata", "creationTimestamp"))
                        .plus(TIME_TO_START)
                        .isBefore(Instant.now());
    }

    /** A node that takes pods; that of the rehearsal where none is known. */
    private String node() {
        return world.registry().store().list(world.type("v1", "Node"), "").objects().stream()
                .filter(node -> StatusConditions.isTrue(node, "Ready"))
                .filter(node -> !JsonTrees.at(node, "spec", "unschedulable").asBoolean())
                .map(Meta::name)
                .findFirst()
                .orElse(NODE);
    }

    private void crash(ObjectKey key, ObjectNode pod, int times) {
        world.registry().updateStatus(key, old -> PodStatus.crashed(old, times));
        world.events()
                .warning(
                        pod,
                        "kubelet",
                        "BackOff",
                        "Back-off restarting failed container %s in pod %s"
                                .formatted(PodStatus.firstContainer(pod), key.name()));
    }

    private Optional<Duration> stop(ObjectKey key, ObjectNode pod) {
        Optional<Duration> left =
                world.since().left(Meta.uid(pod), "stopping", world.behaviour().stopsAfter());
        if (left.isEmpty()
                && JsonTrees.at(pod, "metadata", "deletionGracePeriodSeconds").asLong() > 0) {
            world.registry().delete(key, AT_ONCE);
        }
        return left;
    }

    private Optional<Duration> place(ObjectKey key, ObjectNode pod) {
        Optional<String> missing = ClaimController.claimsOf(pod).stream()
                .flatMap(name -> unbound(key.namespace(), name).stream())
                .findFirst();
        if (missing.isPresent()) {
            world.registry().updateStatus(key, object -> {
                StatusConditions.set(
                        JsonTrees.child(object, "status"), "PodScheduled", false, "Unschedulable", missing.get());
                return object;
            });
            world.events().warning(pod, "default-scheduler", "FailedScheduling", missing.get());
            return Optional.empty();
        }
        String node = node();
        world.change(key, object -> JsonTrees.child(object, "spec").put("nodeName", node));
        world.registry().updateStatus(key, PodStatus::creating);
        world.events()
                .normal(
                        pod,
                        "default-scheduler",
                        "Scheduled",
                        "Successfully assigned %s/%s to %s".formatted(key.namespace(), key.name(), node));
        return world.since().left(Meta.uid(pod), "starting", world.behaviour().readyAfter());
    }

    /** Why a pod has to wait for a claim; empty where it need not. */
    private Optional<String> unbound(String namespace, String name) {
        Optional<ObjectNode> claim = world.find(claims.key(namespace, name));
        if (claim.isEmpty()) {
            return Optional.of("0/1 nodes are available: persistentvolumeclaim \"" + name + "\" not found.");
        }
        return ClaimController.isBound(claim.get())
                ? Optional.empty()
                : Optional.of("0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.");
    }

    private Optional<Duration> waitForever(ObjectKey key, ObjectNode pod) {
        if (!PodStatus.isPullFailing(pod)) {
            world.registry().updateStatus(key, PodStatus::pullFailing);
            String image = PodStatus.firstImage(pod);
            world.events().warning(pod, "kubelet", "Failed", "Failed to pull image \"%s\": not found".formatted(image));
            world.events().warning(pod, "kubelet", "Failed", "Error: ErrImagePull");
            world.events().normal(pod, "kubelet", "BackOff", "Back-off pulling image \"%s\"".formatted(image));
            world.events().warning(pod, "kubelet", "Failed", "Error: ImagePullBackOff");
        }
        return Optional.empty();
    }

    /** A job's pods, and bare pods that are not restarted, such as helm's test and hook pods. */
    private static boolean isMeantToEnd(ObjectNode pod) {
        boolean restarts = JsonTrees.text(pod, "spec", "restartPolicy").equals("Always");
        String owner =
                Meta.controller(pod).map(there -> JsonTrees.text(there, "kind")).orElse("Job");
        return !restarts && owner.equals("Job");
    }

    private Optional<Duration> end(ObjectKey key, ObjectNode pod) {
        Optional<Duration> left =
                world.since().left(Meta.uid(pod), "working", world.behaviour().jobTakes());
        if (left.isEmpty()) {
            boolean failed = outcome.fails(pod);
            world.registry().updateStatus(key, old -> PodStatus.ended(old, failed));
        }
        return left;
    }
}
