package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.value.ResourceId;
import dev.runbook.port.Clock;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Observer.Pending;
import dev.runbook.provider.World;
import dev.runbook.provider.kube.ReleaseManifest.Listed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What keeps objects from being ready, as they, their pods and their warnings say it. What was said of an object stays
 * for as long as it is not ready: a container that crashes again and again gives its reason only now and then.
 */
public final class NotReadyObjects {
    /** Warnings are asked for, not watched: so often for each object, and of so many objects at a time. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    private static final int MOST_ASKED = 5;

    /** Built-in kinds that can take their time; of the rest, being there is all there is to it. */
    private static final Set<String> SLOW = Set.of(
            "Deployment",
            "StatefulSet",
            "DaemonSet",
            "ReplicaSet",
            "ReplicationController",
            "Pod",
            "Job",
            "Service",
            "PersistentVolumeClaim",
            "CustomResourceDefinition",
            "APIService");

    private final Map<ResourceId, String> reasons = new HashMap<>();
    private final Map<ResourceId, Duration> asked = new HashMap<>();

    /** Whether an object of a manifest can be there and not ready. */
    public static boolean counts(Listed listed) {
        int slash = listed.apiVersion().indexOf('/');
        String group = slash < 0 ? "" : listed.apiVersion().substring(0, slash);
        boolean custom = group.contains(".") && !group.endsWith(".k8s.io");
        return custom || SLOW.contains(listed.kind());
    }

    /** How an object stands that is being deleted. */
    public static Optional<Pending> leaving(World world, KubeObject object) {
        return TerminationState.of(object, ClusterTime.now(world))
                .map(verdict -> new Pending(object.id(), verdict.state(), verdict.detail()));
    }

    /** How an object stands that is not ready. */
    public Optional<Pending> notReady(World world, KubeObject object, Instant since) throws InterruptedException {
        return explained(world, object, asHelm(world, object), since);
    }

    /** Helm does not wait for conditions that an object has yet to get. */
    private static ReadinessResult asHelm(World world, KubeObject object) {
        return Readiness.of(object, ClusterTime.now(world), () -> false);
    }

    /** How a hook stands that has not ended well; only a job or a pod has an end. */
    public Optional<Pending> unfinished(World world, KubeObject hook, Instant since) throws InterruptedException {
        return switch (hook.kind()) {
            case "Job" -> notReady(world, hook, since);
            case "Pod" -> explained(world, hook, PodReadiness.completion(hook), since);
            default -> Optional.empty();
        };
    }

    private Optional<Pending> explained(World world, KubeObject object, ReadinessResult verdict, Instant since)
            throws InterruptedException {
        if (verdict.ready()) {
            reasons.remove(object.id());
            return Optional.empty();
        }
        List<KubeObject> owned = owned(world, object);
        Optional<String> told =
                trouble(owned).or(() -> Optional.of(verdict.detail()).filter(detail -> !detail.isEmpty()));
        String why = (told.isPresent() ? told : warning(world, object, owned, since))
                .map(NotReadyObjects::shortened)
                .orElseGet(() -> reasons.getOrDefault(object.id(), ""));
        reasons.put(object.id(), why);
        return Optional.of(new Pending(object.id(), verdict.state(), why));
    }

    private static Optional<String> trouble(List<KubeObject> owned) {
        return PodReadiness.trouble(
                owned.stream().filter(o -> o.kind().equals("Pod")).toList());
    }

    private static List<KubeObject> owned(World world, KubeObject object) throws InterruptedException {
        if (!Ownership.workload(object.kind())) {
            return List.of();
        }
        try {
            return ReleaseObjects.owned(world.client(ClusterReader.class), object);
        } catch (Failed mayNotLook) {
            return List.of();
        }
    }

    /** The newest warning about the object or what it made; of a claim, whatever was said of it last. */
    private Optional<String> warning(World world, KubeObject object, List<KubeObject> owned, Instant since)
            throws InterruptedException {
        Duration now = world.client(Clock.class).elapsed();
        asked.values().removeIf(then -> now.minus(then).compareTo(ASK_AGAIN) >= 0);
        if (asked.containsKey(object.id()) || asked.size() >= MOST_ASKED) {
            return Optional.empty();
        }
        asked.put(object.id(), now);
        boolean any = object.kind().equals("PersistentVolumeClaim");
        List<KubeObject> about = new ArrayList<>(List.of(object));
        owned.stream()
                .filter(o -> o.kind().equals("ReplicaSet"))
                .reduce((a, b) -> b)
                .ifPresent(about::add);
        owned.stream()
                .filter(o -> o.kind().equals("Pod") && !asHelm(world, o).ready())
                .findFirst()
                .ifPresent(about::add);
        for (KubeObject one : about) {
            Optional<String> said = said(world, one).flatMap(lines -> Events.since(lines, since, any));
            if (said.isPresent()) {
                boolean own = one.id().equals(object.id()) || !one.kind().equals("Pod");
                return own ? said : Optional.of("pod " + one.name() + ": " + said.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<List<String>> said(World world, KubeObject object) throws InterruptedException {
        try {
            return Optional.of(
                    world.client(ClusterReader.class).events(object.namespace(), object.name(), object.uid()));
        } catch (Failed mayNotLook) {
            return Optional.empty();
        }
    }

    private static String shortened(String why) {
        return why.length() <= 200 ? why : why.substring(0, 199) + "…";
    }
}
