package dev.runbook.preflight;

import dev.runbook.action.ReleaseKinds;
import dev.runbook.failure.Failed;
import dev.runbook.helm.Helm;
import dev.runbook.kube.Ownership;
import dev.runbook.kube.ReleaseManifest.Listed;
import dev.runbook.kube.ReleaseRights;
import dev.runbook.kube.ReleaseRights.Homed;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.Right;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Gathers the rights that a plan needs, each once, with the places that need it; and what of them cannot be known. */
final class Demands {
    private final Helm helm;
    private final ClusterReader cluster;
    private final boolean storedInSecrets;
    private final Map<Right, Places> needed = new TreeMap<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private final Map<String, Set<String>> open = new LinkedHashMap<>();
    private final Map<String, Optional<Set<Homed>>> releases = new HashMap<>();
    private final Homes homes = new Homes();

    Demands(Helm helm, ClusterReader cluster, boolean storedInSecrets) {
        this.helm = helm;
        this.cluster = cluster;
        this.storedInSecrets = storedInSecrets;
    }

    /**
     * Where something is needed.
     *
     * @param step number of the step; empty before any
     * @param text for people
     * @param surely whether a run comes there when all goes well
     */
    record Spot(String step, String text, boolean surely) {}

    /** Where a right is needed whatever the run finds there, and where only in some cases. */
    private static final class Places {
        private final Set<String> always = new LinkedHashSet<>();
        private final Set<String> sometimes = new LinkedHashSet<>();
        private boolean surely;

        Demand demand(Right right) {
            Set<String> all = new LinkedHashSet<>(always);
            all.addAll(sometimes);
            return new Demand(right, surely, List.copyOf(all));
        }
    }

    void need(Collection<Right> rights, boolean always, Spot spot) {
        for (Right right : rights) {
            Places places = needed.computeIfAbsent(right, r -> new Places());
            (always ? places.always : places.sometimes).add(spot.text());
            places.surely |= always && spot.surely();
        }
    }

    /** The namespaces that something is made in. */
    Homes homes() {
        return homes;
    }

    /** Notes that what an action is given is not known before the run. */
    void open(String action, Spot spot) {
        open.computeIfAbsent(action, a -> new LinkedHashSet<>()).add(spot.step());
    }

    /** What helm needs to do something with a release. */
    void release(ReleaseRights use, String release, String namespace, Spot spot) throws InterruptedException {
        if (storedInSecrets) {
            need(use.onStorage(namespace), true, spot);
            need(use.onStoragePerhaps(namespace), false, spot);
        }
        if (use == ReleaseRights.READ || use == ReleaseRights.READ_REVISION) {
            return;
        }
        Optional<Set<Homed>> kinds = kinds(release, namespace);
        kinds.ifPresent(known -> {
            need(use.onObjects(known), true, spot);
            need(use.onObjectsPerhaps(known), false, spot);
        });
        if (use == ReleaseRights.CHANGE || use == ReleaseRights.REPLACE) {
            unknown.add("what kinds of objects the new chart of release " + release
                    + (kinds.isPresent() ? " brings besides those of the installed one" : " brings")
                    + " is known when helm renders it");
        }
    }

    /** What helm needs besides to wait for the objects of a release. */
    void waiting(String release, String namespace, boolean watches, Spot spot) throws InterruptedException {
        Optional<Set<Homed>> kinds = kinds(release, namespace);
        if (kinds.isPresent()) {
            need(ReleaseRights.toWait(kinds.get(), watches), true, spot);
        }
    }

    /** The kinds of a release's objects, and of what those make, for lookups that read all of them. */
    Set<Homed> members(String release, String namespace) throws InterruptedException {
        Set<Homed> kinds = new LinkedHashSet<>(kinds(release, namespace).orElse(Set.of()));
        for (Homed homed : List.copyOf(kinds)) {
            if (Ownership.workload(homed.kind().name())) {
                cluster.kind("v1", "Pod").ifPresent(pod -> kinds.add(new Homed(pod, homed.namespace())));
                if (homed.kind().name().equals("Deployment")) {
                    cluster.kind("apps/v1", "ReplicaSet")
                            .ifPresent(set -> kinds.add(new Homed(set, homed.namespace())));
                }
            }
        }
        return kinds;
    }

    private Optional<Set<Homed>> kinds(String release, String namespace) throws InterruptedException {
        String key = namespace + "/" + release;
        Optional<Set<Homed>> known = releases.get(key);
        if (known == null) {
            known = read(release, namespace);
            releases.put(key, known);
        }
        return known;
    }

    private Optional<Set<Homed>> read(String release, String namespace) throws InterruptedException {
        try {
            Optional<List<Listed>> objects = ReleaseKinds.listed(helm, release, namespace);
            if (objects.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(ReleaseKinds.of(objects.get(), cluster, namespace));
        } catch (Failed failed) {
            unknown.add("what release " + release + " in namespace " + namespace + " holds could not be read: "
                    + failed.failure().summary());
            return Optional.empty();
        }
    }

    /** Every right that is needed, in order. */
    List<Demand> all() {
        return needed.entrySet().stream()
                .map(each -> each.getValue().demand(each.getKey()))
                .toList();
    }

    /** What may be needed besides, a sentence each. */
    List<String> unknown() {
        List<String> all = new ArrayList<>(unknown);
        open.forEach((action, steps) -> all.add("what " + action + " is given is known during the run (step"
                + (steps.size() > 1 ? "s " : " ") + String.join(", ", steps) + ")"));
        return all;
    }
}
