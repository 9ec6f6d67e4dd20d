package dev.runbook.provider.helm;

import dev.runbook.language.signature.ArgumentText;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import dev.runbook.provider.Impact;
import dev.runbook.provider.helm.ManifestObjects.ManifestKey;
import java.util.List;
import java.util.Map;

/** What a rollback does to the cluster. */
final class RollbackImpact {
    private RollbackImpact() {}

    static Impact of(Call call) throws InterruptedException {
        List<Helm.Revision> history = HelmRelease.historyOrNone(call);
        if (history.isEmpty() || call.positional().size() < 2) {
            return Impact.NONE;
        }
        ReleaseContents objects = new ReleaseContents(call);
        int newest = history.getLast().number();
        Map<ManifestKey, KubeObject> leaving = objects.stored(newest);
        List<KubeObject> coming = target(call);
        UnservedKinds.requireServed(objects.cluster(), leaving.values(), objects.release(), objects.namespace());
        UnservedKinds.requireServed(objects.cluster(), coming, objects.release(), objects.namespace());
        return new ManifestChange(objects)
                .of(leaving, newest, coming)
                .and(new HookImpact(objects).remade(objects.hooks(revision(call), HookObjects.ROLLBACK)))
                .and(givenBack(objects, coming, revision(call)))
                .and(new OverwrittenSecrets(call, objects, leaving, OverwrittenSecrets.SecretChange.ROLLBACK)
                        .impact(newest, coming, Map.of()));
    }

    /** The values that go stand in the manifest of the revision that is left, and so are no loss, but for those written by hand. */
    private static Impact givenBack(ReleaseContents objects, List<KubeObject> coming, int target)
            throws InterruptedException {
        return Impact.removing(
                List.of(),
                List.of(),
                new RegeneratedSecrets(objects)
                        .suspects(coming).stream()
                                .map(secret -> "%s has the values of revision %d again: %s"
                                        .formatted(
                                                secret.object().shortName(),
                                                target,
                                                String.join(", ", secret.now().keySet())))
                                .toList());
    }

    /** The objects of the revision that a rollback goes to. */
    static List<KubeObject> target(Call call) throws InterruptedException {
        return new ReleaseContents(call).manifest(revision(call));
    }

    private static int revision(Call call) {
        return Integer.parseInt(ArgumentText.of(call.positional().get(1), "revision"));
    }
}
