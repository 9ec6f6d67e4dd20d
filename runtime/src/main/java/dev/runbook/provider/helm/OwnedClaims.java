package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Clock;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Right;
import dev.runbook.provider.Call;
import dev.runbook.provider.Impact;
import dev.runbook.provider.kube.DeletionRights;
import dev.runbook.provider.kube.Ownership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The claims that a stateful set owns ({@code whenDeleted: Delete}) and that would go with it. It is told to retain them
 * before it is deleted; the one that is made again takes them over by their names.
 *
 * @param sets the set; none where it owns no claim
 */
record OwnedClaims(List<KubeObject> sets, List<KubeObject> claims) {
    static final OwnedClaims NONE = new OwnedClaims(List.of(), List.of());

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    /** The set's controller lets go of the claims of its pods at once, and of those without a pod never. */
    private static final Duration BY_ITSELF = Duration.ofSeconds(5);

    private static final Duration LONGEST = Duration.ofSeconds(60);

    static OwnedClaims of(ClusterReader cluster, KubeObject set) throws InterruptedException {
        if (!set.text("spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted")
                .equals(Optional.of("Delete"))) {
            return NONE;
        }
        try {
            List<KubeObject> claims = owned(cluster, set);
            return claims.isEmpty() ? NONE : new OwnedClaims(List.of(set), claims);
        } catch (Failed unlisted) {
            if (unlisted.failure().kind() != FailureClass.Forbidden) {
                throw unlisted;
            }
            // Then what goes with it is not known either, and is asked about.
            return NONE;
        }
    }

    private static List<KubeObject> owned(ClusterReader cluster, KubeObject set) throws InterruptedException {
        return Ownership.ownedBy(
                List.of(set.uid()), cluster.list(cluster.kind("v1/PersistentVolumeClaim"), set.namespace(), ""));
    }

    /** As the cost of a replacement goes on. */
    String words() {
        return claims.isEmpty()
                ? ""
                : "; its claims stay (%s), which it is told to retain first"
                        .formatted(claims.stream().map(KubeObject::name).collect(Collectors.joining(", ")));
    }

    /** Whether a loss is that of a claim that stays. */
    boolean keep(Impact.Loss loss) {
        return claims.stream().anyMatch(claim -> claim.id().equals(loss.object()));
    }

    /** What the account lacks to keep them. */
    Optional<Failure> missing(Call call) throws InterruptedException {
        ClusterReader cluster = call.client(ClusterReader.class);
        List<Right> rights = new ArrayList<>();
        for (KubeObject set : sets) {
            cluster.kind(set.apiVersion(), set.kind())
                    .ifPresent(kind -> rights.add(Right.of("patch", kind, set.namespace())));
        }
        return rights.isEmpty() ? Optional.empty() : DeletionRights.missing(call, rights);
    }

    /** Tells the set to retain them and waits until it owns them no more; fails where that does not come, and all is as before. */
    void keep(Call call) throws InterruptedException {
        for (KubeObject set : sets) {
            ClusterWriter writer = call.client(ClusterWriter.class);
            retain(writer, set, "Retain");
            try {
                release(call, set);
            } catch (Failed held) {
                retain(writer, set, "Delete");
                throw held;
            }
        }
    }

    private static void retain(ClusterWriter writer, KubeObject set, String whenDeleted) throws InterruptedException {
        writer.patch(
                set.id(),
                "",
                Map.of("spec", Map.of("persistentVolumeClaimRetentionPolicy", Map.of("whenDeleted", whenDeleted))));
    }

    private static void release(Call call, KubeObject set) throws InterruptedException {
        ClusterReader cluster = call.client(ClusterReader.class);
        Clock clock = call.client(Clock.class);
        Duration begin = clock.elapsed();
        boolean seen = false;
        while (true) {
            List<KubeObject> left = owned(cluster, set);
            if (left.isEmpty() && seen) {
                return;
            }
            seen = seen || isSeen(cluster, set);
            Duration waited = clock.elapsed().minus(begin);
            if (waited.compareTo(LONGEST) > 0) {
                throw new Failed(Failure.of(
                        FailureClass.Timeout,
                        "nothing was deleted, since %s would take %s with it, which it was told to retain"
                                .formatted(
                                        set.id().shortName(),
                                        left.stream()
                                                .map(claim -> claim.id().shortName())
                                                .collect(Collectors.joining(", "))),
                        "See that the controller manager of the cluster runs, then resume."));
            }
            if (seen && waited.compareTo(BY_ITSELF) > 0) {
                for (KubeObject claim : left) {
                    call.client(ClusterWriter.class).patch(claim.id(), "", Map.of("metadata", without(claim, set)));
                }
            }
            if (!left.isEmpty() || !seen) {
                clock.sleep(BETWEEN_LOOKS);
            }
        }
    }

    /** Whether the controller has seen what the set was told: from then on, it gives itself no claim any more. */
    private static boolean isSeen(ClusterReader cluster, KubeObject set) throws InterruptedException {
        Optional<Kind> kind = cluster.kind(set.apiVersion(), set.kind());
        return kind.isEmpty()
                || cluster.get(kind.get(), set.namespace(), set.name())
                        .filter(now ->
                                number(now, "status", "observedGeneration") < number(now, "metadata", "generation"))
                        .isEmpty();
    }

    private static long number(KubeObject object, String... path) {
        return object.text(path)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    private static Map<String, Object> without(KubeObject claim, KubeObject set) {
        List<Object> others = new ArrayList<>();
        if (claim.at("metadata", "ownerReferences").orElse(List.of()) instanceof List<?> references) {
            references.stream()
                    .filter(one -> !(one instanceof Map<?, ?> map && set.uid().equals(map.get("uid"))))
                    .forEach(others::add);
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("ownerReferences", others);
        // Whoever has changed it since has the say.
        claim.text("metadata", "resourceVersion").ifPresent(version -> metadata.put("resourceVersion", version));
        return metadata;
    }
}
