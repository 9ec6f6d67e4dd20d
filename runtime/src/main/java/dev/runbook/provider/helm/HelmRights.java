package dev.runbook.provider.helm;

import dev.runbook.port.NamespacedKind;
import dev.runbook.provider.Call;
import dev.runbook.provider.RightsNeeded;
import dev.runbook.provider.kube.NamespaceRequirement;
import dev.runbook.provider.kube.ReleaseKinds;
import java.util.Optional;
import java.util.Set;

/** The rights that a call of helm needs on the cluster, as far as they are known before the run. */
final class HelmRights {
    private HelmRights() {}

    /** To read the release that stands first. */
    static void read(Call call, RightsNeeded needed) {
        known(call, needed).ifPresent(release -> storage(call, ReleaseRights.READ, release, needed));
    }

    /** To read one of its revisions. */
    static void readRevision(Call call, RightsNeeded needed) {
        known(call, needed).ifPresent(release -> storage(call, ReleaseRights.READ_REVISION, release, needed));
    }

    /** To read a revision of the release that an option names. */
    static void readNamed(Call call, String option, RightsNeeded needed) {
        Optional<String> release = call.knownText(option);
        Optional<String> namespace = call.knownNamespace();
        if (release.isPresent() && namespace.isPresent()) {
            storage(call, ReleaseRights.READ_REVISION, new Release(release.get(), namespace.get()), needed);
        } else if (call.option(option).isPresent()) {
            needed.knownLater();
        }
    }

    static void uninstall(Call call, RightsNeeded needed) throws InterruptedException {
        Optional<Release> release = known(call, needed);
        if (release.isPresent()) {
            change(call, ReleaseRights.UNINSTALL, release.get(), needed);
        }
    }

    /** To change it, and to wait for its objects where helm is to. */
    static void change(Call call, RightsNeeded needed) throws InterruptedException {
        call.knownNamespace()
                .ifPresent(home -> needed.require(new NamespaceRequirement(home, call.isTrue("create_namespace"))));
        Optional<Release> release = known(call, needed);
        if (release.isEmpty()) {
            return;
        }
        ReleaseRights does = call.isTrue("force") ? ReleaseRights.REPLACE : ReleaseRights.CHANGE;
        Optional<Set<NamespacedKind>> kinds = change(call, does, release.get(), needed);
        needed.unknown("what kinds of objects the new chart of release "
                + release.get().name()
                + (kinds.isPresent() ? " brings besides those of the installed one" : " brings")
                + " is known when helm renders it");
        Optional<String> strategy = call.knownText("wait_strategy");
        if (kinds.isPresent() && (call.isTrue("wait") || call.isTrue("atomic") || strategy.isPresent())) {
            // Helm 4 watches every object that it waits for, unless it is told to wait as helm 3 does.
            boolean watches = call.client(Helm.class).versionOrAssumed().major() >= 4
                    && strategy.filter(s -> !s.equals("watcher")).isEmpty();
            needed.always(ReleaseRights.toWait(kinds.get(), watches));
        }
    }

    private record Release(String name, String namespace) {}

    private static Optional<Release> known(Call call, RightsNeeded needed) {
        Optional<String> release = call.knownText(0);
        Optional<String> namespace = call.knownNamespace();
        if (release.isEmpty() || namespace.isEmpty()) {
            needed.knownLater();
            return Optional.empty();
        }
        return Optional.of(new Release(release.get(), namespace.get()));
    }

    private static Optional<Set<NamespacedKind>> change(
            Call call, ReleaseRights does, Release release, RightsNeeded needed) throws InterruptedException {
        storage(call, does, release, needed);
        Optional<Set<NamespacedKind>> kinds = ReleaseKinds.foreseen(call, release.name(), release.namespace(), needed);
        if (kinds.isPresent()) {
            needed.always(does.onObjects(kinds.get()));
            needed.sometimes(does.onObjectsPerhaps(kinds.get()));
        }
        return kinds;
    }

    /** Helm keeps its revisions in Secrets unless it is told otherwise. */
    private static void storage(Call call, ReleaseRights does, Release release, RightsNeeded needed) {
        if (call.client(Helm.class).storesInSecrets()) {
            needed.always(does.onStorage(release.namespace()));
            needed.sometimes(does.onStoragePerhaps(release.namespace()));
        }
    }
}
