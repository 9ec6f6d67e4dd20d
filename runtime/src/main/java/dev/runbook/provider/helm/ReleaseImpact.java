package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.ResourceId;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Impact.Loss;
import dev.runbook.provider.helm.ManifestObjects.ManifestKey;
import dev.runbook.provider.kube.CustomKinds;
import dev.runbook.provider.kube.Removal;
import dev.runbook.provider.kube.ResourcePolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a change of a release does to the cluster: the manifest of the revision that is left against the one that comes. */
final class ReleaseImpact {
    private final Call call;
    private final Helm helm;
    private final ClusterReader cluster;
    private final String release;
    private final String namespace;

    ReleaseImpact(Call call) {
        this.call = call;
        this.helm = call.client(Helm.class);
        this.cluster = call.client(ClusterReader.class);
        this.release = HelmCalls.argument(call, 0, HelmNames::release);
        this.namespace = HelmCalls.namespace(call);
    }

    static Impact upgrade(Call call) throws InterruptedException {
        List<Helm.Revision> history = HelmRelease.historyOrNone(call);
        Optional<Helm.Revision> current = current(history);
        ReleaseImpact impact = new ReleaseImpact(call);
        if (current.isEmpty()) {
            return impact.install();
        }
        RecordFailures.requireNewest(history, impact.release, impact.namespace);
        Map<ManifestKey, KubeObject> leaving = impact.stored(current.get().number());
        UnservedKinds.requireServed(impact.cluster, leaving.values(), impact.release, impact.namespace);
        List<KubeObject> after;
        List<KubeObject> hooks;
        try {
            UpgradeRendering.Rendered rendered = UpgradeRendering.withHooks(call);
            after = rendered.objects();
            hooks = HookObjects.anew(rendered.whole(), HookObjects.UPGRADE);
        } catch (Failed failed) {
            FailureClass kind = failed.failure().kind();
            if (kind == FailureClass.Unreachable || kind == FailureClass.KindMissing) {
                throw failed;
            }
            // The upgrade itself renders first and fails of the same, in the words that failure classes know.
            return unrendered(failed);
        }
        Impact anew =
                impact.madeAnew(Stream.concat(after.stream(), hooks.stream()).toList());
        Impact whole = impact.change(leaving, current.get().number(), after)
                .and(anew)
                .and(new OverwrittenSecrets(call, impact, leaving)
                        .impact(current.get().number(), after, anew))
                .and(impact.remade(hooks));
        return call.isTrue("atomic") ? whole.and(impact.undone(leaving, after)) : whole;
    }

    /**
     * What was there before the upgrade and helm deletes when the upgrade fails and is undone: a rollback deletes what the
     * revision before does not have.
     */
    private Impact undone(Map<ManifestKey, KubeObject> had, List<KubeObject> after) throws InterruptedException {
        List<KubeObject> going = new ArrayList<>();
        for (KubeObject object : after) {
            if (!had.containsKey(ManifestKey.of(object, namespace))) {
                live(object).filter(now -> !ResourcePolicy.kept(now)).ifPresent(going::add);
            }
        }
        return undone(going, after, "upgrade");
    }

    /** The same of a first install: helm uninstalls it, and goes by what the manifest says of what is kept. */
    private Impact undoneInstall(List<KubeObject> after) throws InterruptedException {
        List<KubeObject> going = new ArrayList<>();
        for (KubeObject object : after) {
            if (!ResourcePolicy.kept(object)) {
                live(object).ifPresent(going::add);
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
                        Removal.of(cluster, going, true).losses().stream(),
                        losses(custom).stream(),
                        going.stream()
                                .filter(object -> object.kind().equals("Secret"))
                                .flatMap(secret ->
                                        known.lost(secret).stream().map(words -> new Loss(secret.id(), words))))
                .flatMap(all -> all)
                .map(loss -> new Loss(loss.object(), loss.words() + ", if the " + change + " fails and helm undoes it"))
                .toList();
        return Impact.removing(List.of(), losses, List.of());
    }

    /** Of a first install: what hooks have left of an earlier release, and what was given to it before and it takes along when it fails. */
    private Impact install() throws InterruptedException {
        boolean takesOver = call.isTrue("atomic")
                && (call.isTrue("take_ownership") || AdoptedObjects.holdData(cluster, release, namespace));
        try {
            Impact impact = HookObjects.left(cluster, namespace)
                    ? firstHooks(UpgradeRendering.first(call), () -> UpgradeRendering.first(call))
                    : Impact.NONE;
            return takesOver ? impact.and(undoneInstall(UpgradeRendering.of(call))) : impact;
        } catch (Failed failed) {
            if (failed.failure().kind() == FailureClass.Unreachable) {
                throw failed;
            }
            // The install renders the same and fails of it.
            return unrendered(failed);
        }
    }

    private static Impact unrendered(Failed failed) {
        return Impact.unknown("since it cannot be rendered: " + failed.failure().summary());
    }

    /** What the hooks of an install make anew. */
    private Impact firstHooks(List<KubeObject> rendering, Again again) throws InterruptedException {
        List<KubeObject> hooks = HookObjects.anew(rendering, HookObjects.INSTALL);
        List<GeneratedSecret> suspects = suspects(hooks);
        Impact impact = remade(hooks);
        return suspects.isEmpty() ? impact : impact.and(anew(suspects, byKey(again.render())));
    }

    /** A second rendering of the same. */
    private interface Again {
        List<KubeObject> render() throws InterruptedException;
    }

    /** What goes with objects that a hook deletes before it makes them anew. */
    private Impact remade(List<KubeObject> hooks) throws InterruptedException {
        List<KubeObject> going = new ArrayList<>();
        for (KubeObject hook : hooks) {
            live(hook).ifPresent(going::add);
        }
        List<Loss> losses = Removal.of(cluster, going, true).losses().stream()
                .map(loss -> new Loss(loss.object(), loss.words() + ", which a hook makes anew"))
                .toList();
        return Impact.removing(List.of(), losses, List.of());
    }

    private List<KubeObject> hooks(int revision, Set<String> occasions) throws InterruptedException {
        return HookObjects.anew(ManifestObjects.of(helm.hooks(release, namespace, revision)), occasions);
    }

    private List<GeneratedSecret> suspects(List<KubeObject> rendered) throws InterruptedException {
        List<GeneratedSecret> suspects = new ArrayList<>();
        for (KubeObject secret : rendered) {
            if (secret.kind().equals("Secret")) {
                live(secret)
                        .flatMap(now -> GeneratedSecret.suspect(now, secret))
                        .ifPresent(suspects::add);
            }
        }
        return suspects;
    }

    static Impact rollback(Call call) throws InterruptedException {
        List<Helm.Revision> history = HelmRelease.historyOrNone(call);
        if (history.isEmpty() || call.positional().size() < 2) {
            return Impact.NONE;
        }
        ReleaseImpact impact = new ReleaseImpact(call);
        int newest = history.getLast().number();
        Map<ManifestKey, KubeObject> leaving = impact.stored(newest);
        List<KubeObject> coming = target(call);
        UnservedKinds.requireServed(impact.cluster, leaving.values(), impact.release, impact.namespace);
        UnservedKinds.requireServed(impact.cluster, coming, impact.release, impact.namespace);
        return impact.change(leaving, newest, coming)
                .and(impact.remade(impact.hooks(revision(call), HookObjects.ROLLBACK)))
                .and(impact.givenBack(coming, revision(call)));
    }

    /** The values that go stand in the manifest of the revision that is left, and so are no loss. */
    private Impact givenBack(List<KubeObject> coming, int target) throws InterruptedException {
        return Impact.removing(
                List.of(),
                List.of(),
                suspects(coming).stream()
                        .map(secret -> "%s has the values of revision %d again: %s"
                                .formatted(
                                        secret.object().shortName(),
                                        target,
                                        String.join(", ", secret.now().keySet())))
                        .toList());
    }

    /** What an uninstall would do that an install of the chart of a call follows. */
    static Impact reinstall(Call call) throws InterruptedException {
        return uninstall(new Call(
                        call.signature(),
                        call.receiver(),
                        call.positional().subList(0, 1),
                        call.options(),
                        call.namespace(),
                        call.world(),
                        call.observer())
                .with("chart", call.positional().get(1)));
    }

    static Impact uninstall(Call call) throws InterruptedException {
        List<Helm.Revision> history = HelmRelease.historyOrNone(call);
        if (history.isEmpty() || history.getLast().uninstalled()) {
            return Impact.NONE;
        }
        ReleaseImpact impact = new ReleaseImpact(call);
        int revision = history.getLast().number();
        List<KubeObject> stored =
                ManifestObjects.of(impact.helm.manifest(impact.release, impact.namespace, revision)).stream()
                        .filter(object -> !ResourcePolicy.kept(object))
                        .toList();
        UnservedKinds.requireServed(impact.cluster, stored, impact.release, impact.namespace);
        List<KubeObject> going = impact.uninstalled(stored, _ -> true);
        Impact hooks =
                call.isTrue("no_hooks") ? Impact.NONE : impact.remade(impact.hooks(revision, HookObjects.UNINSTALL));
        boolean owned = call.knownText("cascade").filter("orphan"::equals).isEmpty();
        return Removal.of(impact.cluster, going, owned)
                .and(hooks)
                .and(Impact.removing(List.of(), FinalizedResources.losses(going), List.of()))
                .and(
                        call.option("chart").isPresent()
                                ? impact.reinstalled(going, revision)
                                : impact.unknownSecrets(going, List.of(), revision));
    }

    /** What an uninstall takes: of it, what counts is what the manifest says. */
    List<KubeObject> uninstalled(List<KubeObject> stored, Predicate<KubeObject> which) throws InterruptedException {
        List<KubeObject> going = new ArrayList<>();
        for (KubeObject object : stored) {
            if (which.test(object) && !ResourcePolicy.kept(object)) {
                live(object).ifPresent(going::add);
            }
        }
        return going;
    }

    /** The objects of the revision that a rollback goes to. */
    static List<KubeObject> target(Call call) throws InterruptedException {
        ReleaseImpact impact = new ReleaseImpact(call);
        return ManifestObjects.of(impact.helm.manifest(impact.release, impact.namespace, revision(call)));
    }

    private static int revision(Call call) {
        return Integer.parseInt(ArgumentText.of(call.positional().get(1), "revision"));
    }

    List<ClaimExpansion> expansions(List<KubeObject> live, Map<ManifestKey, KubeObject> coming)
            throws InterruptedException {
        List<ClaimExpansion> expansions = new ArrayList<>();
        for (KubeObject object : live) {
            KubeObject next = coming.get(ManifestKey.of(object, namespace));
            if (next != null && object.kind().equals("StatefulSet")) {
                expansions.addAll(ClaimExpansion.of(cluster, object, next));
            }
        }
        return expansions;
    }

    /** What the install that follows does not bring back; without the old objects, no template can look them up. */
    private Impact reinstalled(List<KubeObject> going, int revision) throws InterruptedException {
        List<KubeObject> after;
        try {
            after = UpgradeRendering.install(call);
        } catch (Failed unknown) {
            // Without a rendering, all that stands nowhere else counts.
            return unknownSecrets(going, List.of(), revision).and(unrendered(unknown));
        }
        Map<ManifestKey, KubeObject> first = byKey(after);
        List<KubeObject> missing = going.stream()
                .filter(object -> !first.containsKey(ManifestKey.of(object, namespace)))
                .toList();
        List<String> costs =
                expansions(going, first).stream().map(ClaimExpansion::words).toList();
        List<Loss> losses = new ArrayList<>(losses(missing));
        for (KubeObject object : going) {
            KubeObject next = first.get(ManifestKey.of(object, namespace));
            if (next != null) {
                losses.addAll(ChangeLosses.remade(object, next));
            }
        }
        Impact impact = Impact.removing(List.of(), losses, costs).and(unknownSecrets(missing, after, revision));
        List<GeneratedSecret> suspects = new ArrayList<>();
        for (KubeObject object : going) {
            KubeObject rendered = first.get(ManifestKey.of(object, namespace));
            if (object.kind().equals("Secret") && rendered != null) {
                GeneratedSecret.suspect(object, rendered).ifPresent(suspects::add);
            }
        }
        Impact whole = impact.and(firstHooks(after, () -> UpgradeRendering.install(call)));
        return suspects.isEmpty() ? whole : whole.and(anew(suspects, byKey(UpgradeRendering.install(call))));
    }

    /** The revision that helm compares with: the newest, or, where that one failed, the last that was deployed. */
    static Optional<Helm.Revision> current(List<Helm.Revision> history) {
        if (history.isEmpty() || history.getLast().uninstalled()) {
            return Optional.empty();
        }
        Helm.Revision last = history.getLast();
        if (last.status().equals("deployed")) {
            return Optional.of(last);
        }
        return history.reversed().stream()
                .filter(revision -> revision.status().equals("deployed"))
                .findFirst()
                .or(() -> Optional.of(last));
    }

    Map<ManifestKey, KubeObject> stored(int revision) throws InterruptedException {
        return byKey(ManifestObjects.of(helm.manifest(release, namespace, revision)));
    }

    private Impact change(Map<ManifestKey, KubeObject> leaving, int revision, List<KubeObject> after)
            throws InterruptedException {
        Map<ManifestKey, KubeObject> coming = byKey(after);
        List<Loss> losses = new ArrayList<>();
        List<ResourceId> created = new ArrayList<>();
        List<ResourceId> changed = new ArrayList<>();
        List<String> costs = new ArrayList<>();
        List<KubeObject> going = new ArrayList<>();
        for (Map.Entry<ManifestKey, KubeObject> object : leaving.entrySet()) {
            if (!coming.containsKey(object.getKey())) {
                // Of an upgrade and a rollback, what counts is what the object itself says now.
                live(object.getValue()).filter(now -> !ResourcePolicy.kept(now)).ifPresent(going::add);
            }
        }
        losses.addAll(losses(going));
        for (Map.Entry<ManifestKey, KubeObject> object : coming.entrySet()) {
            KubeObject before = leaving.get(object.getKey());
            if (before == null) {
                created.add(id(object.getValue()));
                continue;
            }
            boolean differs = !ManifestObjects.same(before, object.getValue());
            Optional<String> replicas = ReplicaCount.written(object.getValue());
            boolean looked = differs || replicas.isPresent() || ChangeLosses.matters(object.getValue());
            Optional<KubeObject> now = looked ? live(before) : Optional.empty();
            if (differs) {
                changed.add(now.map(KubeObject::id).orElse(id(object.getValue())));
            }
            replicas.flatMap(wanted -> now.flatMap(live -> ReplicaCount.changed(live, wanted)))
                    .ifPresent(costs::add);
            now.flatMap(live -> ClaimExpansion.byHelm(live, object.getValue())).ifPresent(costs::add);
            if (now.isPresent()) {
                losses.addAll(ChangeLosses.changed(cluster, now.get(), before, object.getValue()));
            }
        }
        Impact removal = Removal.of(cluster, going, true);
        costs.addAll(ChangeLosses.leftBehind(cluster, going, removal.losses()));
        return new Impact(created, changed, List.of(), losses, costs)
                .and(removal)
                .and(unknownSecrets(going, after, revision));
    }

    /** The objects that the upgrade would make, that are there, and that belong to no release. */
    static List<KubeObject> unowned(Call call) throws InterruptedException {
        ReleaseImpact impact = new ReleaseImpact(call);
        List<KubeObject> unowned = new ArrayList<>();
        for (KubeObject object : UpgradeRendering.whoeverOwns(call)) {
            impact.live(object).filter(impact::nobodys).ifPresent(unowned::add);
        }
        return unowned;
    }

    /** Whether helm would refuse it, and no other release would miss it. */
    private boolean nobodys(KubeObject object) {
        String owner = object.text("metadata", "annotations", "meta.helm.sh/release-name")
                .orElse("");
        boolean marked = object.text("metadata", "labels", "app.kubernetes.io/managed-by")
                .equals(Optional.of("Helm"));
        boolean here = object.text("metadata", "annotations", "meta.helm.sh/release-namespace")
                .equals(Optional.of(namespace));
        return owner.isEmpty() || (owner.equals(release) && here && !marked);
    }

    /** What the upgrade that failed was to make: helm has stored it, where it cannot be rendered any more. */
    List<KubeObject> wanted() throws InterruptedException {
        try {
            return UpgradeRendering.of(call);
        } catch (Failed unrendered) {
            int failed = HelmRelease.historyOrNone(call).stream()
                    .filter(revision -> revision.status().equals("failed"))
                    .reduce((earlier, later) -> later)
                    .orElseThrow(() -> unrendered)
                    .number();
            return ManifestObjects.of(helm.manifest(release, namespace, failed));
        }
    }

    /** What serves or guards traffic, and what an operator works by, is missed when the chart brings it no more. */
    private static List<Loss> losses(List<KubeObject> going) {
        return going.stream()
                .flatMap(object -> RemovalCost.words(object).stream().map(words -> new Loss(object.id(), words)))
                .toList();
    }

    private Impact unknownSecrets(List<KubeObject> going, List<KubeObject> after, int revision)
            throws InterruptedException {
        List<KubeObject> secrets =
                going.stream().filter(o -> o.kind().equals("Secret")).toList();
        if (secrets.isEmpty()) {
            return Impact.NONE;
        }
        KnownSecrets known = new KnownSecrets(helm.allValues(release, namespace, revision), after);
        List<Loss> losses = known.losses(secrets);
        if (!losses.isEmpty()) {
            known.add(KnownSecrets.staying(cluster, namespace, secrets));
            losses = known.losses(secrets);
        }
        return Impact.removing(List.of(), losses, List.of());
    }

    /** What is lost with Secrets that are deleted so that an upgrade makes them again: its templates find nothing then. */
    static Impact replaced(Call upgrade, List<KubeObject> secrets) throws InterruptedException {
        Optional<Helm.Revision> current = current(HelmRelease.historyOrNone(upgrade));
        if (secrets.isEmpty() || current.isEmpty()) {
            return Impact.NONE;
        }
        List<KubeObject> after;
        try {
            after = UpgradeRendering.withoutLookup(upgrade);
        } catch (Failed unknown) {
            after = List.of();
        }
        return new ReleaseImpact(upgrade)
                .unknownSecrets(secrets, after, current.get().number());
    }

    /** Secrets whose values every rendering makes up anew. */
    private Impact madeAnew(List<KubeObject> after) throws InterruptedException {
        List<GeneratedSecret> suspects = suspects(after);
        if (suspects.isEmpty()) {
            return Impact.NONE;
        }
        return anew(suspects, byKey(UpgradeRendering.withHooks(call).whole()));
    }

    /** Which of the Secrets that differ are made up once more by a second rendering. */
    private Impact anew(List<GeneratedSecret> suspects, Map<ManifestKey, KubeObject> again) {
        Impact anew = Impact.NONE;
        for (GeneratedSecret suspect : suspects) {
            KubeObject second = again.get(ManifestKey.of(suspect.rendered(), namespace));
            if (second != null) {
                anew = anew.and(suspect.impact(second));
            }
        }
        return anew;
    }

    Optional<KubeObject> live(KubeObject written) throws InterruptedException {
        Optional<Kind> kind = cluster.kind(written.apiVersion(), written.kind());
        return kind.isPresent() ? cluster.get(kind.get(), home(written), written.name()) : Optional.empty();
    }

    private String home(KubeObject written) {
        return written.namespace().isEmpty() ? namespace : written.namespace();
    }

    private ResourceId id(KubeObject written) {
        return new ResourceId(written.apiVersion(), written.kind(), home(written), written.name(), "");
    }

    Map<ManifestKey, KubeObject> byKey(List<KubeObject> objects) {
        Map<ManifestKey, KubeObject> byKey = new LinkedHashMap<>();
        objects.forEach(object -> byKey.put(ManifestKey.of(object, namespace), object));
        return byKey;
    }
}
