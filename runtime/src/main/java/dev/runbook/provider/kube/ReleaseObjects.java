package dev.runbook.provider.kube;

import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import dev.runbook.port.NamespacedKind;
import dev.runbook.provider.Call;
import dev.runbook.provider.RightsNeeded;
import dev.runbook.provider.kube.ReleaseManifest.Listed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The objects that a release's manifest lists, and the ReplicaSets, Jobs and Pods that they own; of a release that is
 * not there, those that still carry its name.
 */
final class ReleaseObjects {
    private ReleaseObjects() {}

    static List<NamedObject> read(Call call, String release, String namespace) throws InterruptedException {
        CrowdReader cluster = new CrowdReader(call.client(ClusterReader.class));
        Optional<List<Listed>> listed = ReleaseKinds.listed(call.client(ReleaseManifests.class), release, namespace);
        if (listed.isPresent()) {
            expect(cluster, listed.get(), namespace);
        }
        List<NamedObject> manifest = listed.isPresent()
                ? ParallelRequests.map(listed.get(), object -> snapshot(cluster, object, namespace))
                : LeftoverObjects.of(cluster, release, namespace);
        List<KubeObject> workloads = manifest.stream()
                .flatMap(s -> s.object().stream())
                .filter(o -> Ownership.workload(o.kind()))
                .toList();
        Map<ResourceId, NamedObject> all = new LinkedHashMap<>();
        manifest.forEach(s -> all.putIfAbsent(s.object().map(KubeObject::id).orElse(s.asked()), s));
        ParallelRequests.map(workloads, workload -> owned(cluster, workload))
                .forEach(owned -> owned.forEach(o -> all.putIfAbsent(o.id(), NamedObject.of(o))));
        return List.copyOf(all.values());
    }

    private static void expect(CrowdReader cluster, List<Listed> listed, String releaseNamespace)
            throws InterruptedException {
        Map<NamespacedKind, Integer> places = new LinkedHashMap<>();
        for (Listed one : listed) {
            cluster.kind(one.apiVersion(), one.kind())
                    .ifPresent(kind -> places.merge(
                            new NamespacedKind(kind, kind.namespaced() ? home(one, releaseNamespace) : ""),
                            1,
                            Integer::sum));
        }
        places.forEach(cluster::expect);
    }

    private static String home(Listed listed, String releaseNamespace) {
        return listed.namespace().isEmpty() ? releaseNamespace : listed.namespace();
    }

    private static NamedObject snapshot(ClusterReader cluster, Listed listed, String releaseNamespace)
            throws InterruptedException {
        Optional<Kind> kind = cluster.kind(listed.apiVersion(), listed.kind());
        String namespace = home(listed, releaseNamespace);
        ResourceId asked = new ResourceId(
                listed.apiVersion(),
                listed.kind(),
                kind.filter(k -> !k.namespaced()).isPresent() ? "" : namespace,
                listed.name(),
                "");
        return new NamedObject(
                asked, kind.isPresent() ? cluster.get(kind.get(), namespace, listed.name()) : Optional.empty());
    }

    /** What a workload made, and what that made: at most three deep, from a CronJob over a Job to a Pod. */
    static List<KubeObject> owned(ClusterReader cluster, KubeObject workload) throws InterruptedException {
        List<KubeObject> owned = new ArrayList<>();
        switch (workload.kind()) {
            case "Deployment" -> {
                owned.addAll(children(cluster, workload, "apps/v1", "ReplicaSet", Set.of(workload.uid())));
                Set<String> sets = owned.stream().map(KubeObject::uid).collect(Collectors.toSet());
                owned.addAll(children(cluster, workload, "v1", "Pod", sets));
            }
            case "CronJob" -> {
                // The jobs of a CronJob carry no label of their own.
                Optional<Kind> kind = cluster.kind("batch/v1", "Job");
                List<KubeObject> jobs =
                        kind.isPresent() ? cluster.list(kind.get(), workload.namespace(), "") : List.of();
                for (KubeObject job : Ownership.ownedBy(Set.of(workload.uid()), jobs)) {
                    owned.add(job);
                    owned.addAll(owned(cluster, job));
                }
            }
            default -> owned.addAll(children(cluster, workload, "v1", "Pod", Set.of(workload.uid())));
        }
        return owned;
    }

    private static List<KubeObject> children(
            ClusterReader cluster, KubeObject workload, String apiVersion, String name, Set<String> owners)
            throws InterruptedException {
        Optional<String> selector = Ownership.selector(workload);
        if (selector.isEmpty()) {
            return List.of();
        }
        Optional<Kind> kind = cluster.kind(apiVersion, name);
        return kind.isPresent()
                ? Ownership.ownedBy(owners, cluster.list(kind.get(), workload.namespace(), selector.get()))
                : List.of();
    }

    /** The kinds of what the release holds, and of what that makes, once the rights to read them are named. */
    static Value foreseen(Call call, String release, String namespace, RightsNeeded needed)
            throws InterruptedException {
        needed.always(call.client(ReleaseManifests.class).rights(namespace));
        ClusterReader cluster = call.client(ClusterReader.class);
        Set<NamespacedKind> kinds = new LinkedHashSet<>(
                ReleaseKinds.foreseen(call, release, namespace, needed).orElse(Set.of()));
        for (NamespacedKind one : List.copyOf(kinds)) {
            if (Ownership.workload(one.kind().name())) {
                cluster.kind("v1", "Pod").ifPresent(pod -> kinds.add(new NamespacedKind(pod, one.namespace())));
                if (one.kind().name().equals("Deployment")) {
                    cluster.kind("apps/v1", "ReplicaSet")
                            .ifPresent(set -> kinds.add(new NamespacedKind(set, one.namespace())));
                }
            }
        }
        ObjectRights.read(List.copyOf(kinds), needed);
        return ObjectRights.of(List.copyOf(kinds));
    }
}
