package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Right;
import dev.runbook.provider.Call;
import dev.runbook.provider.FailureAdvice.ProgramEnd;
import dev.runbook.provider.helm.ClaimTemplate.Claimed;
import dev.runbook.provider.helm.ManifestObjects.ManifestKey;
import dev.runbook.provider.kube.DeletionRights;
import dev.runbook.provider.kube.StorageSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * A claim that grows because the next version of its stateful set asks for more: the set's controller makes claims and
 * never changes one.
 *
 * @param from what it asks for now
 */
record ClaimExpansion(KubeObject claim, String from, String to) {

    /**
     * What grows with the next version of a stateful set.
     *
     * @param live the set as it is
     * @param coming the set as the chart has it
     * @throws Failed with StorageRefused where a claim cannot become what is asked for
     */
    static List<ClaimExpansion> of(ClusterReader cluster, KubeObject live, KubeObject coming)
            throws InterruptedException {
        List<ClaimExpansion> expansions = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (Claimed one : ClaimTemplate.claimed(cluster, live, coming)) {
            one.refused(cluster).ifPresent(refused::add);
            Optional<StorageSize> wanted = one.larger();
            Optional<StorageSize> now = ClaimTemplate.storage(one.claim());
            if (wanted.isPresent() && now.isPresent() && now.get().compareTo(wanted.get()) < 0) {
                ClaimExpansion expansion = new ClaimExpansion(
                        one.claim(), now.get().text(), wanted.get().text());
                expansion.refused(cluster).ifPresent(refused::add);
                expansions.add(expansion);
            }
        }
        if (!refused.isEmpty()) {
            throw new Failed(refused(String.join("; ", refused)));
        }
        return expansions;
    }

    /** What helm itself lets grow, in words: a claim of the chart's own. No way back makes it smaller. */
    static Optional<String> byHelm(KubeObject live, KubeObject coming) {
        Optional<StorageSize> now =
                live.kind().equals("PersistentVolumeClaim") ? ClaimTemplate.storage(live) : Optional.empty();
        Optional<StorageSize> wanted = ClaimTemplate.storage(coming);
        return now.isPresent() && wanted.isPresent() && now.get().compareTo(wanted.get()) < 0
                ? Optional.of(
                        new ClaimExpansion(live, now.get().text(), wanted.get().text()).words() + " for good")
                : Optional.empty();
    }

    /** The failure of an upgrade that turns out to be about claims, and what can be done about these. */
    static Failure refusing(Failure upgrade, String summary) {
        Set<FailureClass> claims = Set.of(FailureClass.StorageRefused);
        return new Failure(
                FailureClass.StorageRefused,
                claims,
                summary,
                upgrade.output(),
                upgrade.command(),
                upgrade.exitCode(),
                upgrade.resource(),
                HelmTexts.KNOWN
                        .advice()
                        .on(new ProgramEnd(
                                upgrade.command(),
                                claims,
                                upgrade.output(),
                                upgrade.exitCode().orElse(1))));
    }

    private static Failure refused(String summary) {
        return new Failure(
                FailureClass.StorageRefused,
                Set.of(FailureClass.StorageRefused),
                summary,
                summary,
                List.of(),
                OptionalInt.empty(),
                Optional.empty(),
                RefusalAdvice.on(FailureClass.StorageRefused, "", List.of()));
    }

    /** Why its storage class lets it not grow; empty where it may, or where the class may not be read. */
    private Optional<String> refused(ClusterReader cluster) throws InterruptedException {
        String name = claim.text("spec", "storageClassName").orElse("");
        Optional<Kind> kind = cluster.kind("storage.k8s.io/v1", "StorageClass");
        try {
            boolean grows = name.isEmpty()
                    || kind.isEmpty()
                    || cluster.get(kind.get(), "", name)
                            .flatMap(found -> found.text("allowVolumeExpansion"))
                            .equals(Optional.of("true"));
            return grows
                    ? Optional.empty()
                    : Optional.of("claim %s cannot grow from %s to %s: storage class %s does not allow it"
                            .formatted(claim.name(), from, to, name));
        } catch (Failed unread) {
            if (unread.failure().kind() != FailureClass.Forbidden) {
                throw unread;
            }
            return Optional.empty();
        }
    }

    /** What the account lacks to let these grow. */
    static Optional<Failure> missing(Call call, List<ClaimExpansion> expansions) throws InterruptedException {
        Set<Right> rights = new TreeSet<>();
        for (ClaimExpansion one : expansions) {
            call.client(ClusterReader.class)
                    .kind(one.claim().apiVersion(), one.claim().kind())
                    .ifPresent(kind ->
                            rights.add(Right.of("patch", kind, one.claim().namespace())));
        }
        return DeletionRights.missing(call, rights);
    }

    /** {@code claim data-db-0: 10Gi → 20Gi}. */
    String words() {
        return "claim %s: %s → %s".formatted(claim.name(), from, to);
    }

    /** Asks for the larger size; the driver of the volume gives it in its own time. */
    void perform(ClusterWriter writer) throws InterruptedException {
        try {
            writer.patch(
                    claim.id(), "", Map.of("spec", Map.of("resources", Map.of("requests", Map.of("storage", to)))));
        } catch (Failed failed) {
            String said = failed.failure().output();
            throw HelmTexts.KNOWN.knows(FailureClass.StorageRefused, said)
                    ? new Failed(
                            refused("claim %s cannot grow from %s to %s: %s".formatted(claim.name(), from, to, said)))
                    : failed;
        }
    }

    /** Those of the stateful sets among objects that are there and come again. */
    static List<ClaimExpansion> all(ReleaseContents objects, List<KubeObject> live, Map<ManifestKey, KubeObject> coming)
            throws InterruptedException {
        List<ClaimExpansion> expansions = new ArrayList<>();
        for (KubeObject object : live) {
            KubeObject next = coming.get(objects.key(object));
            if (next != null && object.kind().equals("StatefulSet")) {
                expansions.addAll(of(objects.cluster(), object, next));
            }
        }
        return expansions;
    }
}
