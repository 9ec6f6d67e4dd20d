package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import dev.runbook.provider.Impact;
import dev.runbook.provider.helm.ManifestObjects.ManifestKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What an upgrade, or a first install, does to the cluster. */
final class UpgradeImpact {
    private final Call call;
    private final ReleaseContents objects;
    private final HookImpact hooks;

    private UpgradeImpact(Call call) {
        this.call = call;
        this.objects = new ReleaseContents(call);
        this.hooks = new HookImpact(objects);
    }

    static Impact of(Call call) throws InterruptedException {
        List<Helm.Revision> history = HelmRelease.historyOrNone(call);
        Optional<Helm.Revision> current = ReleaseContents.current(history);
        UpgradeImpact impact = new UpgradeImpact(call);
        return current.isEmpty() ? impact.install() : impact.upgrade(history, current.get());
    }

    private Impact upgrade(List<Helm.Revision> history, Helm.Revision current) throws InterruptedException {
        RecordFailures.requireNewest(history, objects.release(), objects.namespace());
        Map<ManifestKey, KubeObject> leaving = objects.stored(current.number());
        UnservedKinds.requireServed(objects.cluster(), leaving.values(), objects.release(), objects.namespace());
        List<KubeObject> after;
        List<KubeObject> made;
        try {
            UpgradeRendering.Rendered rendered = UpgradeRendering.withHooks(call);
            after = rendered.objects();
            made = HookObjects.deleted(
                    rendered.whole(), HookObjects.UPGRADE, objects.helm().version());
        } catch (Failed failed) {
            FailureClass kind = failed.failure().kind();
            if (kind == FailureClass.Unreachable || kind == FailureClass.KindMissing) {
                throw failed;
            }
            // The upgrade itself renders first and fails of the same, in the words that failure classes know.
            return UpgradeRendering.unknown(failed);
        }
        RegeneratedSecrets.MadeUpAnew anew =
                madeAnew(Stream.concat(after.stream(), made.stream()).toList());
        Impact whole = new ManifestChange(objects)
                .of(leaving, current.number(), after)
                .and(anew.impact())
                .and(new OverwrittenSecrets(call, objects, leaving, OverwrittenSecrets.SecretChange.UPGRADE)
                        .impact(current.number(), after, anew.keys()))
                .and(hooks.remade(made));
        return call.isTrue("atomic")
                ? whole.and(new UndoneChange(objects).upgrade(leaving, after))
                        .and(hooks.remade(objects.hooks(current.number(), HookObjects.ROLLBACK)))
                : whole;
    }

    /** Of a first install: what hooks have left of an earlier release, and what was given to it before and it takes along when it fails. */
    private Impact install() throws InterruptedException {
        boolean takesOver = call.isTrue("atomic")
                && (call.isTrue("take_ownership")
                        || AdoptedObjects.holdData(objects.cluster(), objects.release(), objects.namespace()));
        try {
            Impact impact = HookObjects.mayTakeData(objects.cluster(), objects.namespace())
                    ? hooks.first(UpgradeRendering.first(call), () -> UpgradeRendering.first(call))
                    : Impact.NONE;
            return takesOver ? impact.and(new UndoneChange(objects).install(UpgradeRendering.of(call))) : impact;
        } catch (Failed failed) {
            if (failed.failure().kind() == FailureClass.Unreachable) {
                throw failed;
            }
            // The install renders the same and fails of it.
            return UpgradeRendering.unknown(failed);
        }
    }

    /** Secrets whose values every rendering makes up anew. */
    private RegeneratedSecrets.MadeUpAnew madeAnew(List<KubeObject> after) throws InterruptedException {
        RegeneratedSecrets secrets = new RegeneratedSecrets(objects);
        List<GeneratedSecret> suspects = secrets.suspects(after);
        if (suspects.isEmpty()) {
            return RegeneratedSecrets.MadeUpAnew.NOTHING;
        }
        return secrets.anew(suspects, UpgradeRendering.again(call).whole());
    }
}
