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
        List<Loss> losses = alone(objects, going, after).stream()
                .map(loss -> new Loss(loss.object(), loss.words() + ", if the " + change + " fails and helm undoes it"))
                .toList();
        return Impact.removing(List.of(), losses, List.of());
    }

    /** What is lost with objects that nothing makes again. */
    static List<Loss> alone(ReleaseContents objects, List<KubeObject> going, List<KubeObject> after)
            throws InterruptedException {
        List<KubeObject> custom = going.stream()
                .filter(object -> CustomKinds.have(object.apiVersion()))
                .toList();
        List<KubeObject> secrets =
                going.stream().filter(object -> object.kind().equals("Secret")).toList();
        List<Loss> losses =
                new ArrayList<>(Removal.of(objects.cluster(), going, true).losses());
        losses.addAll(ManifestChange.missed(custom));
        losses.addAll(new KnownSecrets(Map.of(), after).losses(secrets));
        return losses;
    }
}
