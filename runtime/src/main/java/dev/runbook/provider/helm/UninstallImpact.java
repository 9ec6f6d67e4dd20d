package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Impact.Loss;
import dev.runbook.provider.helm.ManifestObjects.ManifestKey;
import dev.runbook.provider.kube.Removal;
import dev.runbook.provider.kube.ResourcePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an uninstall does to the cluster, and of it what the install that follows does not bring back. */
final class UninstallImpact {
    private final Call call;
    private final ReleaseContents objects;
    private final LostSecrets secrets;

    private UninstallImpact(Call call) {
        this.call = call;
        this.objects = new ReleaseContents(call);
        this.secrets = new LostSecrets(objects);
    }

    /** What an uninstall would do that an install of the chart of a call follows. */
    static Impact ofReinstall(Call call) throws InterruptedException {
        return of(new Call(
                        call.signature(),
                        call.receiver(),
                        call.positional().subList(0, 1),
                        call.options(),
                        call.namespace(),
                        call.world(),
                        call.observer())
                .with("chart", call.positional().get(1)));
    }

    static Impact of(Call call) throws InterruptedException {
        List<Helm.Revision> history = HelmRelease.historyOrNone(call);
        if (history.isEmpty() || history.getLast().uninstalled()) {
            return Impact.NONE;
        }
        return new UninstallImpact(call).of(history.getLast().number());
    }

    private Impact of(int revision) throws InterruptedException {
        List<KubeObject> stored = objects.manifest(revision).stream()
                .filter(object -> !ResourcePolicy.kept(object))
                .toList();
        UnservedKinds.requireServed(objects.cluster(), stored, objects.release(), objects.namespace());
        List<KubeObject> going = objects.uninstalled(stored, _ -> true);
        Impact hooks = call.isTrue("no_hooks")
                ? Impact.NONE
                : new HookImpact(objects).remade(objects.hooks(revision, HookObjects.UNINSTALL));
        boolean owned = call.knownText("cascade").filter("orphan"::equals).isEmpty();
        return Removal.of(objects.cluster(), going, owned)
                .and(hooks)
                .and(Impact.removing(List.of(), FinalizedResources.losses(going), List.of()))
                .and(
                        call.option("chart").isPresent()
                                ? reinstalled(stored, going, revision)
                                : secrets.among(going, List.of(), revision));
    }

    /** What the install that follows does not bring back; without the old objects, no template can look them up. */
    private Impact reinstalled(List<KubeObject> stored, List<KubeObject> going, int revision)
            throws InterruptedException {
        List<KubeObject> after;
        try {
            after = UpgradeRendering.install(call);
        } catch (Failed unknown) {
            // Without a rendering, all that stands nowhere else counts.
            return secrets.among(going, List.of(), revision).and(UpgradeRendering.unknown(unknown));
        }
        Map<ManifestKey, KubeObject> first = objects.byKey(after);
        List<KubeObject> missing = going.stream()
                .filter(object -> !first.containsKey(objects.key(object)))
                .toList();
        List<String> costs = ClaimExpansion.all(objects, going, first).stream()
                .map(ClaimExpansion::words)
                .toList();
        List<Loss> losses = new ArrayList<>(ManifestChange.missed(missing));
        for (KubeObject object : going) {
            KubeObject next = first.get(objects.key(object));
            if (next != null) {
                losses.addAll(ChangeLosses.remade(object, next));
            }
        }
        Impact impact = Impact.removing(List.of(), losses, costs).and(secrets.among(missing, after, revision));
        List<GeneratedSecret> suspects = new ArrayList<>();
        for (KubeObject object : going) {
            KubeObject rendered = first.get(objects.key(object));
            if (object.kind().equals("Secret") && rendered != null) {
                GeneratedSecret.suspect(object, rendered).ifPresent(suspects::add);
            }
        }
        Impact whole = impact.and(new HookImpact(objects).first(after, () -> UpgradeRendering.install(call)));
        RegeneratedSecrets.MadeUpAnew anew = suspects.isEmpty()
                ? RegeneratedSecrets.MadeUpAnew.NOTHING
                : new RegeneratedSecrets(objects).anew(suspects, UpgradeRendering.install(call));
        return whole.and(anew.impact())
                .and(new OverwrittenSecrets(
                                call, objects, objects.byKey(stored), OverwrittenSecrets.SecretChange.REINSTALL)
                        .impact(revision, after, anew.keys()));
    }
}
