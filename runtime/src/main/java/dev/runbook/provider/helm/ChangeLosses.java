package dev.runbook.provider.helm;

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
            case "StatefulSet" -> scaledDown(cluster, live, coming);
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

    /** The claims of pods that go, where the set deletes them when it is scaled down. */
    private static List<Loss> scaledDown(ClusterReader cluster, KubeObject live, KubeObject coming)
            throws InterruptedException {
        boolean deleted = coming.text("spec", "persistentVolumeClaimRetentionPolicy", "whenScaled")
                .filter("Delete"::equals)
                .isPresent();
        Optional<Integer> replicas = coming.text("spec", "replicas")
                .filter(n -> n.matches("\\d{1,9}"))
                .map(Integer::valueOf);
        if (!deleted || replicas.isEmpty()) {
            return List.of();
        }
        int first = coming.text("spec", "ordinals", "start")
                .filter(n -> n.matches("\\d{1,9}"))
                .map(Integer::parseInt)
                .orElse(0);
        List<KubeObject> going = ClaimTemplate.beyond(cluster, live, first + replicas.get());
        List<Loss> losses = new ArrayList<>();
        for (Loss claim : Removal.of(cluster, going, true).losses()) {
            losses.add(new Loss(
                    claim.object(), claim.words() + ", since " + live.id().shortName() + " is scaled down"));
        }
        return losses;
    }
}
