package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import dev.runbook.provider.helm.ManifestObjects.ManifestKey;
import dev.runbook.provider.kube.ResourcePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a change of a release takes and helm does not know to take in order, and what has to grow before. */
final class OrderedRemoval {
    private OrderedRemoval() {}

    /** What of that an uninstall deletes; nothing where it is unknown. */
    static List<KubeObject> uninstalled(Call call) throws InterruptedException {
        try {
            List<Helm.Revision> history = HelmRelease.historyOrNone(call);
            if (history.isEmpty() || history.getLast().uninstalled()) {
                return List.of();
            }
            ReleaseContents objects = new ReleaseContents(call);
            List<KubeObject> stored =
                    List.copyOf(objects.stored(history.getLast().number()).values());
            return objects.uninstalled(stored, FinalizedResources::matters);
        } catch (Failed unknown) {
            // The uninstall itself says what is wrong.
            return List.of();
        }
    }

    /** The same of an upgrade or a rollback, which deletes what the stored manifest has and the coming one lacks. */
    static List<KubeObject> dropped(Call call, Coming coming) throws InterruptedException {
        try {
            Optional<Helm.Revision> current = ReleaseContents.current(HelmRelease.historyOrNone(call));
            if (current.isEmpty()) {
                return List.of();
            }
            ReleaseContents objects = new ReleaseContents(call);
            Map<ManifestKey, KubeObject> leaving = objects.stored(current.get().number());
            if (leaving.values().stream().noneMatch(FinalizedResources::ofOperators)) {
                return List.of();
            }
            Map<ManifestKey, KubeObject> after = objects.byKey(coming.of(call));
            List<KubeObject> going = new ArrayList<>();
            for (Map.Entry<ManifestKey, KubeObject> object : leaving.entrySet()) {
                if (!after.containsKey(object.getKey()) && FinalizedResources.matters(object.getValue())) {
                    objects.live(object.getValue())
                            .filter(now -> !ResourcePolicy.kept(now))
                            .ifPresent(going::add);
                }
            }
            return going;
        } catch (Failed unknown) {
            return List.of();
        }
    }

    /** What comes with a change of a release. */
    interface Coming {
        List<KubeObject> of(Call call) throws InterruptedException;
    }

    /** The claims that have to grow for the install that follows an uninstall: they stay, and no install changes them. */
    static List<ClaimExpansion> expansions(Call call, List<KubeObject> going) throws InterruptedException {
        List<KubeObject> sets = call.option("chart").isEmpty()
                ? List.of()
                : going.stream()
                        .filter(object -> object.kind().equals("StatefulSet"))
                        .toList();
        try {
            ReleaseContents objects = new ReleaseContents(call);
            return sets.isEmpty()
                    ? List.of()
                    : ClaimExpansion.all(objects, sets, objects.byKey(UpgradeRendering.install(call)));
        } catch (Failed unknown) {
            if (unknown.failure().kind() == FailureClass.StorageRefused) {
                throw unknown;
            }
            // The uninstall itself says what is wrong, and the install that follows what it cannot render.
            return List.of();
        }
    }
}
