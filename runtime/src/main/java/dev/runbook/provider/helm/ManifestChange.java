package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Impact.Loss;
import dev.runbook.provider.helm.ManifestObjects.ManifestKey;
import dev.runbook.provider.kube.Removal;
import dev.runbook.provider.kube.ResourcePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What it does to the cluster that one manifest comes in the place of another. */
final class ManifestChange {
    private final ReleaseContents objects;

    ManifestChange(ReleaseContents objects) {
        this.objects = objects;
    }

    /**
     * What goes, comes and becomes another.
     *
     * @param revision the one that is left
     */
    Impact of(Map<ManifestKey, KubeObject> leaving, int revision, List<KubeObject> after) throws InterruptedException {
        Map<ManifestKey, KubeObject> coming = objects.byKey(after);
        List<Loss> losses = new ArrayList<>();
        List<ResourceId> created = new ArrayList<>();
        List<ResourceId> changed = new ArrayList<>();
        List<String> costs = new ArrayList<>();
        List<KubeObject> going = new ArrayList<>();
        for (Map.Entry<ManifestKey, KubeObject> object : leaving.entrySet()) {
            if (!coming.containsKey(object.getKey())) {
                // Of an upgrade and a rollback, what counts is what the object itself says now.
                objects.live(object.getValue())
                        .filter(now -> !ResourcePolicy.kept(now))
                        .ifPresent(going::add);
            }
        }
        losses.addAll(missed(going));
        for (Map.Entry<ManifestKey, KubeObject> object : coming.entrySet()) {
            KubeObject before = leaving.get(object.getKey());
            if (before == null) {
                // What is there already, and is not the release's, is not made.
                Optional<KubeObject> there = present(object.getValue());
                there.ifPresentOrElse(now -> changed.add(now.id()), () -> created.add(objects.id(object.getValue())));
                continue;
            }
            boolean differs = !ManifestObjects.same(before, object.getValue());
            Optional<String> replicas = ReplicaCount.wanted(before, object.getValue());
            boolean looked = differs || replicas.isPresent() || ChangeLosses.matters(object.getValue());
            Optional<KubeObject> now = looked ? objects.live(before) : Optional.empty();
            if (differs) {
                changed.add(now.map(KubeObject::id).orElse(objects.id(object.getValue())));
            }
            replicas.flatMap(wanted -> now.flatMap(live -> ReplicaCount.changed(live, wanted)))
                    .ifPresent(costs::add);
            now.flatMap(live -> ClaimExpansion.byHelm(live, object.getValue())).ifPresent(costs::add);
            if (now.isPresent()) {
                losses.addAll(ChangeLosses.changed(objects.cluster(), now.get(), before, object.getValue()));
            }
        }
        Impact removal = Removal.of(objects.cluster(), going, true);
        costs.addAll(ChangeLosses.leftBehind(objects.cluster(), going, removal.losses()));
        return new Impact(created, changed, List.of(), losses, costs)
                .and(removal)
                .and(new LostSecrets(objects).among(going, after, revision));
    }

    /** Where the account may not look, helm's upgrade says so itself. */
    private Optional<KubeObject> present(KubeObject written) throws InterruptedException {
        try {
            return objects.live(written);
        } catch (Failed failed) {
            if (failed.failure().kind() == FailureClass.Forbidden) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    /** What serves or guards traffic, and what an operator works by, is missed when the chart brings it no more. */
    static List<Loss> missed(List<KubeObject> going) {
        return going.stream()
                .flatMap(object -> RemovalCost.words(object).stream().map(words -> new Loss(object.id(), words)))
                .toList();
    }
}
