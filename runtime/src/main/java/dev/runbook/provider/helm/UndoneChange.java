package dev.runbook.provider.helm;

import dev.runbook.port.KubeObject;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Impact.Loss;
import dev.runbook.provider.helm.ManifestObjects.ManifestKey;
import dev.runbook.provider.kube.CustomKinds;
import dev.runbook.provider.kube.Removal;
import dev.runbook.provider.kube.ResourcePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What was there before a change and helm deletes when the change fails and is undone. */
final class UndoneChange {
    private final ReleaseContents objects;

    UndoneChange(ReleaseContents objects) {
        this.objects = objects;
    }

    /** Of an upgrade: a rollback deletes what the revision before does not have. */
    Impact upgrade(Map<ManifestKey, KubeObject> had, List<KubeObject> after) throws InterruptedException {
        List<KubeObject> going = new ArrayList<>();
        for (KubeObject object : after) {
            if (!had.containsKey(objects.key(object))) {
                objects.live(object).filter(now -> !ResourcePolicy.kept(now)).ifPresent(going::add);
            }
        }
        return undone(going, after, "upgrade");
    }

    /** Of a first install: helm uninstalls it, and goes by what the manifest says of what is kept. */
    Impact install(List<KubeObject> after) throws InterruptedException {
        List<KubeObject> going = new ArrayList<>();
        for (KubeObject object : after) {
            if (!ResourcePolicy.kept(object)) {
                objects.live(object).ifPresent(going::add);
            }
        }
        return undone(going, after, "install");
    }

    private Impact undone(List<KubeObject> going, List<KubeObject> after, String change) throws InterruptedException {
        KnownSecrets known = new KnownSecrets(Map.of(), after);
        List<KubeObject> custom = going.stream()
                .filter(object -> CustomKinds.have(object.apiVersion()))
                .toList();
        List<Loss> losses = Stream.of(
                        Removal.of(objects.cluster(), going, true).losses().stream(),
                        ManifestChange.missed(custom).stream(),
                        going.stream()
                                .filter(object -> object.kind().equals("Secret"))
                                .flatMap(secret ->
                                        known.lost(secret).stream().map(words -> new Loss(secret.id(), words))))
                .flatMap(all -> all)
                .map(loss -> new Loss(loss.object(), loss.words() + ", if the " + change + " fails and helm undoes it"))
                .toList();
        return Impact.removing(List.of(), losses, List.of());
    }
}
