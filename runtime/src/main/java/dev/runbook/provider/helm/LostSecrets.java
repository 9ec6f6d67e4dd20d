package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Impact.Loss;
import java.util.List;
import java.util.Optional;

/** Secrets that go, whose values stand nowhere else. */
final class LostSecrets {
    private final ReleaseContents objects;

    LostSecrets(ReleaseContents objects) {
        this.objects = objects;
    }

    /**
     * What goes for good with the Secrets among these.
     *
     * @param after what comes
     * @param revision whose values they were made with
     */
    Impact among(List<KubeObject> going, List<KubeObject> after, int revision) throws InterruptedException {
        List<KubeObject> secrets =
                going.stream().filter(o -> o.kind().equals("Secret")).toList();
        if (secrets.isEmpty()) {
            return Impact.NONE;
        }
        KnownSecrets known =
                new KnownSecrets(objects.helm().allValues(objects.release(), objects.namespace(), revision), after);
        List<Loss> losses = known.losses(secrets);
        if (!losses.isEmpty()) {
            known.add(KnownSecrets.staying(objects.cluster(), objects.namespace(), secrets, after));
            losses = known.losses(secrets);
        }
        return Impact.removing(List.of(), losses, List.of());
    }

    /** What is lost with Secrets that are deleted so that an upgrade makes them again: its templates find nothing then. */
    static Impact replaced(Call upgrade, List<KubeObject> secrets) throws InterruptedException {
        Optional<Helm.Revision> current = ReleaseContents.current(HelmRelease.historyOrNone(upgrade));
        if (secrets.isEmpty() || current.isEmpty()) {
            return Impact.NONE;
        }
        List<KubeObject> after;
        try {
            after = UpgradeRendering.withoutLookup(upgrade);
        } catch (Failed unknown) {
            after = List.of();
        }
        return new LostSecrets(new ReleaseContents(upgrade))
                .among(secrets, after, current.get().number());
    }
}
