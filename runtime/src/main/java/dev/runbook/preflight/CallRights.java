package dev.runbook.preflight;

import dev.runbook.action.ResourceSnapshot;
import dev.runbook.catalogue.Facet;
import dev.runbook.catalogue.Signature;
import dev.runbook.failure.Failed;
import dev.runbook.helm.Helm;
import dev.runbook.kube.ReleaseRights;
import dev.runbook.kube.ReleaseRights.Homed;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.Right;
import dev.runbook.value.ResourceId;
import dev.runbook.value.Resources;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rights that each action and lookup of the cluster needs. A lookup gives what is known of its value beforehand. */
final class CallRights {
    private static final String RELEASE = "release";

    private final Helm helm;
    private final ClusterReader cluster;
    private final Demands demands;

    CallRights(Helm helm, ClusterReader cluster, Demands demands) {
        this.helm = helm;
        this.cluster = cluster;
        this.demands = demands;
    }

    /** One use of an action or a lookup, with what is known of its arguments. */
    record Use(
            Signature signature,
            Optional<Value> receiver,
            List<Value> positional,
            Map<String, Value> options,
            Value here,
            Demands.Spot spot) {
        Optional<String> text(int place) {
            return place < positional.size() ? text(positional.get(place)) : Optional.empty();
        }

        Optional<String> text(String option) {
            return Optional.ofNullable(options.get(option)).flatMap(Use::text);
        }

        Optional<String> namespace() {
            return text("namespace").or(() -> text(here));
        }

        boolean isTrue(String option) {
            return Value.TRUE.equals(options.get(option));
        }

        private static Optional<String> text(Value value) {
            return value instanceof Value.Text(String text) && !text.isEmpty() ? Optional.of(text) : Optional.empty();
        }
    }

    void action(Use use) throws InterruptedException {
        String name = use.signature().name();
        switch (name) {
            case "helm.get_values" -> release(ReleaseRights.READ_REVISION, use);
            case "run" -> demands.homes().mayBeMade();
            case "helm.upgrade", "helm.rollback" -> {
                use.namespace()
                        .ifPresent(home -> demands.homes().need(home, use.isTrue("create_namespace"), use.spot()));
                release(use.isTrue("force") ? ReleaseRights.REPLACE : ReleaseRights.CHANGE, use);
                waiting(use);
            }
            case "helm.uninstall" -> release(ReleaseRights.UNINSTALL, use);
            case "resource.delete" -> resources("delete", "", use);
            case "resource.scale" -> resources("patch", "scale", use);
            case "resource.annotate", "resource.label", "resource.restart" -> resources("patch", "", use);
            case "resource.snapshot" -> snapshot(use);
            case "postgres.dump", "postgres.restore", "postgres.drop" -> new DatabaseRights(cluster, demands).need(use);
            default -> {
                if (use.signature().writes().contains(Facet.CLUSTER)) {
                    demands.open(name, use.spot());
                }
            }
        }
    }

    private void release(ReleaseRights does, Use use) throws InterruptedException {
        Optional<String> release = use.text(0);
        if (release.isEmpty() || use.namespace().isEmpty()) {
            demands.open(use.signature().name(), use.spot());
            return;
        }
        demands.release(does, release.get(), use.namespace().get(), use.spot());
    }

    /** Helm 4 watches every object that it waits for, unless it is told to wait as helm 3 does. */
    private void waiting(Use use) throws InterruptedException {
        Optional<String> strategy = use.text("wait_strategy");
        boolean waits = use.isTrue("wait") || use.isTrue("atomic") || strategy.isPresent();
        if (!waits || use.text(0).isEmpty() || use.namespace().isEmpty()) {
            return;
        }
        boolean watches = helm.versionOrAssumed().major() >= 4
                && strategy.filter(s -> !s.equals("watcher")).isEmpty();
        demands.waiting(use.text(0).get(), use.namespace().get(), watches, use.spot());
    }

    private void resources(String verb, String subresource, Use use) throws InterruptedException {
        if (use.positional().isEmpty() || !(use.positional().getFirst() instanceof Resources resources)) {
            demands.open(use.signature().name(), use.spot());
            return;
        }
        List<Right> rights = new ArrayList<>();
        for (Homed homed : kinds(resources)) {
            Right right = Right.of(verb, homed.kind(), homed.namespace());
            rights.add(subresource.isEmpty() ? right : right.on(subresource));
        }
        demands.need(rights, true, use.spot());
    }

    private void snapshot(Use use) throws InterruptedException {
        if (use.positional().isEmpty() || !(use.positional().getFirst() instanceof Resources claim)) {
            demands.open(use.signature().name(), use.spot());
            return;
        }
        try {
            ClusterReader.Kind kind = cluster.kind(ResourceSnapshot.KIND);
            List<Right> rights = kinds(claim).stream()
                    .map(homed -> Right.of("create", kind, homed.namespace()))
                    .toList();
            demands.need(rights, true, use.spot());
        } catch (Failed noSuchApi) {
            demands.open(use.signature().name(), use.spot());
        }
    }

    /**
     * A lookup.
     *
     * @param waiting whether a wait asks it: then it is watched as well
     * @return resources of which only the kinds are known, or an unknown value
     */
    Value lookup(Use use, boolean waiting) throws InterruptedException {
        String name = use.signature().name();
        if (use.signature().receiver().isPresent()) {
            if (use.receiver().orElse(Value.NIL) instanceof Resources resources) {
                read(kinds(resources), waiting, use.spot());
            }
            return unknown(use);
        }
        if (name.equals("postgres")) {
            new DatabaseRights(cluster, demands).need(use);
            return unknown(use);
        }
        if (name.startsWith("helm.")) {
            if (use.signature().reads().contains(Facet.RELEASES)) {
                release(ReleaseRights.READ, use);
            }
            return unknown(use);
        }
        if (!use.signature().reads().contains(Facet.CLUSTER) || use.namespace().isEmpty()) {
            return unknown(use);
        }
        String namespace = use.namespace().get();
        Optional<String> release = name.equals("release_resources") ? use.text(0) : use.text(RELEASE);
        if (release.isPresent()) {
            demands.release(ReleaseRights.READ, release.get(), namespace, use.spot());
            Set<Homed> kinds = demands.members(release.get(), namespace);
            read(List.copyOf(kinds), waiting, use.spot());
            return ofKinds(List.copyOf(kinds));
        }
        return ofKind(use, name, namespace, waiting);
    }

    private Value ofKind(Use use, String name, String namespace, boolean waiting) throws InterruptedException {
        Optional<String> written = name.equals("resource") ? use.text(0) : Optional.of(name);
        if (written.isEmpty()) {
            return unknown(use);
        }
        try {
            Homed homed = new Homed(cluster.kind(written.get()), namespace);
            if (use.text("labels").isPresent()) {
                demands.need(rights("list", List.of(homed)), true, use.spot());
            }
            read(List.of(homed), waiting, use.spot());
            return ofKinds(List.of(homed));
        } catch (Failed unheardOf) {
            return unknown(use);
        }
    }

    /** Where a list or a watch is refused, objects are read by name, every two seconds. */
    private void read(List<Homed> kinds, boolean waiting, Demands.Spot spot) {
        demands.need(rights("get", kinds), true, spot);
        kinds.stream()
                .filter(homed ->
                        Set.of("Pod", "ReplicaSet").contains(homed.kind().name()))
                .forEach(homed -> demands.need(rights("list", List.of(homed)), true, spot));
        if (waiting) {
            demands.need(rights("list", kinds), false, spot);
            demands.need(rights("watch", kinds), false, spot);
        }
    }

    private static List<Right> rights(String verb, List<Homed> kinds) {
        return kinds.stream()
                .map(homed -> Right.of(verb, homed.kind(), homed.namespace()))
                .toList();
    }

    private List<Homed> kinds(Resources resources) throws InterruptedException {
        List<Homed> kinds = new ArrayList<>();
        for (ResourceId member : resources.members()) {
            cluster.kind(member.apiVersion(), member.kind())
                    .map(kind -> new Homed(kind, member.namespace()))
                    .filter(homed -> !kinds.contains(homed))
                    .ifPresent(kinds::add);
        }
        return kinds;
    }

    private static Resources ofKinds(List<Homed> kinds) {
        return new Resources(
                "",
                kinds.stream()
                        .map(homed -> new ResourceId(
                                homed.kind().apiVersion(), homed.kind().name(), homed.namespace(), "", ""))
                        .toList(),
                List.of(),
                false);
    }

    private static Value unknown(Use use) {
        return new Value.Unknown(use.signature().name(), "known during the run");
    }
}
