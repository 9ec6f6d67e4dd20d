package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Impact.Loss;
import dev.runbook.provider.kube.Removal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What goes for good with an object that stays and becomes another. */
final class ChangeLosses {
    private ChangeLosses() {}

    /** Whether the live object matters, even where two manifests say the same of it: somebody may have changed it since. */
    static boolean matters(KubeObject coming) {
        return coming.kind().equals("Service") && coming.text("spec", "type").isPresent();
    }

    /**
     * What goes when helm changes one.
     *
     * @param before as the manifest has it that is left
     */
    static List<Loss> changed(ClusterReader cluster, KubeObject live, KubeObject before, KubeObject coming)
            throws InterruptedException {
        return switch (live.kind()) {
            case "Service" ->
                coming.text("spec", "type").isPresent()
                                || before.text("spec", "type").isPresent()
                        ? remade(live, coming)
                        : List.of();
            case "StatefulSet" -> scaledDown(cluster, live, ReplicaCount.wanted(before, coming), coming);
            default -> List.of();
        };
    }

    /** What goes when one is deleted and made again as another. */
    static List<Loss> remade(KubeObject live, KubeObject coming) {
        Optional<String> words = live.kind().equals("Service") && coming.kind().equals("Service")
                ? RemovalCost.words(live)
                : Optional.empty();
        String type = coming.text("spec", "type").orElse("ClusterIP");
        boolean open = type.equals("LoadBalancer")
                || (type.equals("NodePort")
                        && live.text("spec", "type").filter(type::equals).isPresent());
        return words.filter(_ -> !open)
                .map(closed -> List.of(new Loss(live.id(), closed + " and becomes " + type)))
                .orElse(List.of());
    }

    /** The claims that nothing uses any more when stateful sets go for good, such as to another name: data stays, and is not found. */
    static List<String> leftBehind(ClusterReader cluster, List<KubeObject> going, List<Loss> losses)
            throws InterruptedException {
        List<String> left = new ArrayList<>();
        for (KubeObject set : going) {
            if (set.kind().equals("StatefulSet")) {
                List<String> claims = claims(cluster, set, 0).orElse(List.of()).stream()
                        .map(KubeObject::id)
                        .filter(claim ->
                                losses.stream().noneMatch(loss -> loss.object().equals(claim)))
                        .map(ResourceId::shortName)
                        .toList();
                if (!claims.isEmpty()) {
                    left.add("%s goes, and %s, which stays, is used by nothing"
                            .formatted(set.id().shortName(), String.join(", ", claims)));
                }
            }
        }
        return left;
    }

    /** The claims of pods that go, where the set deletes them when it is scaled down. */
    private static List<Loss> scaledDown(
            ClusterReader cluster, KubeObject live, Optional<String> wanted, KubeObject coming)
            throws InterruptedException {
        boolean deleted = coming.text("spec", "persistentVolumeClaimRetentionPolicy", "whenScaled")
                .filter("Delete"::equals)
                .isPresent();
        Optional<Integer> replicas = wanted.filter(n -> n.matches("\\d{1,9}")).map(Integer::valueOf);
        if (!deleted || replicas.isEmpty()) {
            return List.of();
        }
        int first = coming.text("spec", "ordinals", "start")
                .filter(n -> n.matches("\\d{1,9}"))
                .map(Integer::parseInt)
                .orElse(0);
        String why = ", since " + live.id().shortName() + " is scaled down";
        Optional<List<KubeObject>> going = claims(cluster, live, first + replicas.get());
        if (going.isEmpty()) {
            boolean fewer = live.text("spec", "replicas")
                    .filter(n -> n.matches("\\d{1,9}"))
                    .filter(n -> Integer.parseInt(n) > replicas.get())
                    .isPresent();
            return fewer ? List.of(new Loss(live.id(), "claims that could not be listed" + why)) : List.of();
        }
        List<Loss> losses = new ArrayList<>();
        for (Loss claim : Removal.of(cluster, going.get(), true).losses()) {
            losses.add(new Loss(claim.object(), claim.words() + why));
        }
        return losses;
    }

    /** Those of the pods from a number on; empty where they may not be listed. */
    private static Optional<List<KubeObject>> claims(ClusterReader cluster, KubeObject set, int number)
            throws InterruptedException {
        try {
            return Optional.of(ClaimTemplate.beyond(cluster, set, number));
        } catch (Failed failed) {
            if (failed.failure().kind() != FailureClass.Forbidden) {
                throw failed;
            }
            return Optional.empty();
        }
    }
}
