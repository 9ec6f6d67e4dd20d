package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.port.Clock;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.ClusterWriter.Cascade;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Observer.Pending;
import dev.runbook.port.Processes;
import dev.runbook.provider.Call;
import dev.runbook.provider.Impact.Loss;
import dev.runbook.provider.kube.AgeText;
import dev.runbook.provider.kube.CustomKinds;
import dev.runbook.provider.kube.DeletionRights;
import dev.runbook.provider.kube.Removal;
import dev.runbook.provider.kube.TerminationState;
import dev.runbook.provider.kube.WaitAdvice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Custom resources with a finalizer, which their operator takes off when it has cleared away what they stand for. Helm
 * deletes them together with the operator, and then the finalizer waits for nobody: so they go first.
 */
final class FinalizedResources {
    private static final Set<String> OPERATORS = Set.of("Deployment", "StatefulSet", "DaemonSet");
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private FinalizedResources() {}

    /** Whether an operator is at work on the object, or on others of its kind. */
    static boolean ofOperators(KubeObject object) {
        return CustomKinds.have(object.apiVersion()) || object.kind().equals("CustomResourceDefinition");
    }

    /** Whether it is looked at at all before others go: what an operator works on, and what may be one. */
    static boolean matters(KubeObject object) {
        return ofOperators(object) || OPERATORS.contains(object.kind());
    }

    /** Those among objects that go, and those that a definition among them takes along. */
    static List<KubeObject> among(ClusterReader cluster, List<KubeObject> going) throws InterruptedException {
        List<KubeObject> finalized = new ArrayList<>();
        for (KubeObject object : going) {
            if (CustomKinds.have(object.apiVersion())) {
                finalized.add(object);
            } else if (object.kind().equals("CustomResourceDefinition")) {
                finalized.addAll(Removal.ofDefinition(cluster, object));
            }
        }
        return finalized.stream()
                .filter(object -> TerminationState.finalizers(object).isPresent())
                .distinct()
                .toList();
    }

    /** What is cleared away with one comes back by no install. */
    static List<Loss> losses(List<KubeObject> going) {
        return going.stream()
                .filter(object -> CustomKinds.have(object.apiVersion()))
                .flatMap(object -> TerminationState.finalizers(object).stream()
                        .map(finalizer -> new Loss(
                                object.id(),
                                object.id().shortName() + " with what its operator clears away (" + finalizer + ")")))
                .toList();
    }

    /**
     * Deletes them and waits until they are gone, where an operator goes as well; tells what holds them when that takes
     * longer than helm may.
     */
    static Optional<Failure> deleteFirst(
            Call call, ReleaseOperation.Verb verb, List<KubeObject> going, Processes.Output output)
            throws InterruptedException {
        if (going.stream().map(KubeObject::kind).noneMatch(OPERATORS::contains)) {
            return Optional.empty();
        }
        try {
            List<KubeObject> first = among(call.client(ClusterReader.class), going);
            Optional<Failure> missing = DeletionRights.missing(
                    call, first.stream().map(KubeObject::id).toList());
            if (first.isEmpty() || missing.isPresent()) {
                return missing;
            }
            for (KubeObject one : first) {
                if (one.text("metadata", "deletionTimestamp").isEmpty()) {
                    call.client(ClusterWriter.class).delete(one.id(), Cascade.BACKGROUND);
                }
                output.line(
                        Processes.Stream.OUT,
                        one.id().shortName() + " goes first, while its operator is there: "
                                + TerminationState.finalizers(one).orElse(""));
            }
            return held(call, first, ReleaseOperation.of(verb, call).timeout());
        } catch (Failed failed) {
            return Optional.of(failed.failure());
        }
    }

    private static Optional<Failure> held(Call call, List<KubeObject> deleted, Duration limit)
            throws InterruptedException {
        Clock clock = call.client(Clock.class);
        Duration end = clock.elapsed().plus(limit);
        while (true) {
            List<Pending> left = left(call, deleted);
            if (left.isEmpty()) {
                return Optional.empty();
            }
            if (clock.elapsed().compareTo(end) >= 0) {
                return Optional.of(held(left, limit));
            }
            clock.sleep(BETWEEN_LOOKS);
        }
    }

    private static Failure held(List<Pending> left, Duration limit) {
        Pending first = left.getFirst();
        ResourceId object = first.resource();
        List<String> advice = new ArrayList<>(WaitAdvice.on(left));
        advice.add("Nothing else of the release was deleted. When it is gone, resume.");
        String summary = "%s%s is still there %s after it was deleted: %s holds it"
                .formatted(
                        object.shortName(),
                        left.size() == 1 ? "" : " and " + (left.size() - 1) + " more",
                        AgeText.text(limit),
                        first.detail());
        return new Failure(
                FailureClass.Timeout,
                Set.of(FailureClass.Timeout),
                summary,
                summary,
                List.of(),
                OptionalInt.empty(),
                Optional.of(object),
                advice);
    }

    private static List<Pending> left(Call call, List<KubeObject> deleted) throws InterruptedException {
        ClusterReader cluster = call.client(ClusterReader.class);
        List<Pending> left = new ArrayList<>();
        for (KubeObject one : deleted) {
            Optional<Kind> kind = cluster.kind(one.apiVersion(), one.kind());
            Optional<KubeObject> now = kind.isPresent()
                    ? cluster.get(kind.get(), one.namespace(), one.name())
                            .filter(live -> live.uid().equals(one.uid()))
                    : Optional.empty();
            now.ifPresent(live -> left.add(new Pending(
                    live.id(), "Terminating", TerminationState.finalizers(live).orElse("what owns or guards it"))));
        }
        return left;
    }
}
