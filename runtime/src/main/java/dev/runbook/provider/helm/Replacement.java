package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.ClusterWriter.Cascade;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import dev.runbook.provider.helm.ManifestObjects.ManifestKey;
import dev.runbook.provider.kube.Addresses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How an object is deleted so that an upgrade can make it again with the least disturbance.
 *
 * @param coming what the chart has instead; empty where that is not known
 * @param cost what that disturbs
 * @param claims those that would go with it, and that it gives up before
 * @param expansions claims of it that have to grow before
 */
record Replacement(
        KubeObject object,
        Optional<KubeObject> coming,
        Cascade cascade,
        String cost,
        OwnedClaims claims,
        List<ClaimExpansion> expansions) {

    private static final Set<String> HOLDS_DATA = Set.of("PersistentVolumeClaim", "PersistentVolume", "Namespace");

    /** For each object that is still there, as far as it is known what comes; fails where one of them holds data. */
    static List<Replacement> foreseen(Call call) throws InterruptedException {
        List<KubeObject> stuck = stuck(call);
        List<KubeObject> coming;
        try {
            coming = stuck.stream().anyMatch(one -> one.kind().equals("StatefulSet")) ? coming(call) : List.of();
        } catch (Failed unknown) {
            // What is not known to fit goes with its pods: nothing may go on running that belongs to nobody.
            coming = List.of();
        }
        return of(call, stuck, coming);
    }

    /** The same, only where helm can render the upgrade that makes them again: nothing may be deleted for one that cannot be. */
    static List<Replacement> possible(Call call) throws InterruptedException {
        List<KubeObject> stuck = stuck(call);
        List<KubeObject> coming;
        try {
            coming = stuck.isEmpty() ? List.of() : coming(call);
        } catch (Failed refused) {
            Failure failure = refused.failure();
            if (!failure.command().isEmpty()) {
                throw new Failed(failure.saying(
                        "nothing was deleted, since the upgrade that makes it again would fail: " + failure.summary()));
            }
            // Helm has rendered it, in a form that cannot be read here.
            coming = List.of();
        }
        return of(call, stuck, coming);
    }

    private static List<KubeObject> coming(Call call) throws InterruptedException {
        return UpgradeRendering.of(UpgradeRendering.upgrade(call, 1));
    }

    private static List<Replacement> of(Call call, List<KubeObject> stuck, List<KubeObject> coming)
            throws InterruptedException {
        String namespace = HelmCalls.namespace(call);
        Map<ManifestKey, KubeObject> next = new LinkedHashMap<>();
        coming.forEach(object -> next.put(ManifestKey.of(object, namespace), object));
        List<Replacement> replacements = new ArrayList<>();
        for (KubeObject live : stuck) {
            Optional<KubeObject> comes = Optional.ofNullable(next.get(ManifestKey.of(live, live.namespace())));
            Replacement one = of(live, comes);
            replacements.add(
                    live.kind().equals("StatefulSet") ? one.withClaims(call.client(ClusterReader.class)) : one);
        }
        return replacements;
    }

    private static List<KubeObject> stuck(Call call) throws InterruptedException {
        if (!(call.positional().getFirst() instanceof Resources resources)) {
            throw new Failed(
                    Failure.of(FailureClass.CommandFailed, "helm.replace is given something that is not resources"));
        }
        for (ResourceId object : resources.members()) {
            if (HOLDS_DATA.contains(object.kind())) {
                throw new Failed(Failure.of(
                        FailureClass.CommandFailed,
                        object.shortName() + " is never replaced: what it holds would be lost",
                        "Change the values so that it stays as it is, or save what it holds and delete it by hand."));
            }
        }
        ClusterReader cluster = call.client(ClusterReader.class);
        List<KubeObject> stuck = new ArrayList<>();
        for (ResourceId object : resources.members()) {
            Optional<Kind> kind = cluster.kind(object.apiVersion(), object.kind());
            Optional<KubeObject> live =
                    kind.isPresent() ? cluster.get(kind.get(), object.namespace(), object.name()) : Optional.empty();
            live.filter(now -> now.uid().equals(object.uid())).ifPresent(stuck::add);
        }
        return stuck;
    }

    private Replacement withClaims(ClusterReader cluster) throws InterruptedException {
        List<String> left = coming.isPresent() ? ClaimTemplate.abandoned(cluster, object, coming.get()) : List.of();
        OwnedClaims kept = cascade == Cascade.ORPHAN ? OwnedClaims.NONE : OwnedClaims.of(cluster, object);
        return new Replacement(
                object,
                coming,
                cascade,
                cost
                        + kept.words()
                        + (left.isEmpty()
                                ? ""
                                : ", and no longer uses claim " + String.join(", ", left) + ", which stays"),
                kept,
                coming.isPresent() ? ClaimExpansion.of(cluster, object, coming.get()) : List.of());
    }

    /** What it disturbs, and what grows, a sentence each. */
    List<String> costs() {
        return Stream.concat(Stream.of(cost), expansions.stream().map(ClaimExpansion::words))
                .toList();
    }

    private static Replacement of(KubeObject live, Optional<KubeObject> coming) {
        String name = live.id().shortName();
        Cascade cascade = cascade(live, coming);
        String cost = name
                + switch (live.kind()) {
                    case "StatefulSet" ->
                        " is made again" + (cascade == Cascade.ORPHAN ? "; its pods stay" : ", and its pods with it");
                    case "Deployment", "DaemonSet", "ReplicaSet" -> " is made again, and its pods with it";
                    case "Job" -> job(live);
                    default -> {
                        List<String> addresses = Addresses.of(live);
                        yield " is made again"
                                + (addresses.isEmpty()
                                        ? ""
                                        : ", and may get another address than " + String.join(", ", addresses));
                    }
                };
        return new Replacement(live, coming, cascade, cost, OwnedClaims.NONE, List.of());
    }

    private static Cascade cascade(KubeObject live, Optional<KubeObject> coming) {
        return switch (live.kind()) {
            case "StatefulSet" ->
                coming.filter(next -> takesOver(next, live)).isPresent() ? Cascade.ORPHAN : Cascade.FOREGROUND;
            case "Deployment", "DaemonSet", "ReplicaSet", "Job" -> Cascade.FOREGROUND;
            default -> Cascade.BACKGROUND;
        };
    }

    private static String job(KubeObject live) {
        boolean runs = live.text("status", "active").filter(n -> !n.equals("0")).isPresent();
        return runs ? ", which still runs, is ended and runs again" : ", which has ended, runs again";
    }

    /** Whether the pods of the old one fit the selector of the new one, which then takes them as its own. */
    private static boolean takesOver(KubeObject next, KubeObject live) {
        return next.at("spec", "selector", "matchExpressions").isEmpty()
                && next.at("spec", "selector", "matchLabels").orElse(Map.of()) instanceof Map<?, ?> wanted
                && live.at("spec", "template", "metadata", "labels").orElse(Map.of()) instanceof Map<?, ?> labels
                && !wanted.isEmpty()
                && wanted.entrySet().stream()
                        .allMatch(term ->
                                String.valueOf(term.getValue()).equals(String.valueOf(labels.get(term.getKey()))));
    }
}
