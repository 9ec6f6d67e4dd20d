package dev.runbook.provider.kube;

import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.NamespacedKind;
import dev.runbook.port.Right;
import dev.runbook.provider.Call;
import dev.runbook.provider.RightsNeeded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rights that actions on given objects need, and what lookups know of objects before the run: their kinds. */
public final class ObjectRights {
    /** The kinds of which several are read at once, whoever asks for one. */
    private static final Set<String> LISTED = Set.of("Pod", "ReplicaSet");

    private ObjectRights() {}

    /** To change the objects that an action is given first. */
    static void change(Call call, String verb, RightsNeeded needed) throws InterruptedException {
        change(call, verb, Optional.empty(), needed);
    }

    /** To change a subresource of them. */
    static void change(Call call, String verb, Optional<String> subresource, RightsNeeded needed)
            throws InterruptedException {
        if (!(call.positional().getFirst() instanceof Resources resources)) {
            needed.knownLater();
            return;
        }
        List<Right> rights = new ArrayList<>();
        for (NamespacedKind one : kinds(resources, call.client(ClusterReader.class))) {
            Right right = Right.of(verb, one.kind(), one.namespace());
            rights.add(subresource.map(right::on).orElse(right));
        }
        needed.always(rights);
    }

    /** To read objects of these kinds. Where a list or a watch is refused, they are read by name, every two seconds. */
    static void read(List<NamespacedKind> kinds, RightsNeeded needed) {
        needed.always(rights("get", kinds));
        needed.always(rights(
                "list",
                kinds.stream().filter(one -> LISTED.contains(one.kind().name())).toList()));
        if (needed.isWatched()) {
            needed.sometimes(rights("list", kinds));
            needed.sometimes(rights("watch", kinds));
        }
    }

    private static List<Right> rights(String verb, List<NamespacedKind> kinds) {
        return kinds.stream()
                .map(one -> Right.of(verb, one.kind(), one.namespace()))
                .toList();
    }

    /** The kinds of these objects, once each; one that the server does not have is left out. */
    public static List<NamespacedKind> kinds(Resources resources, ClusterReader cluster) throws InterruptedException {
        List<NamespacedKind> kinds = new ArrayList<>();
        for (ResourceId member : resources.members()) {
            cluster.kind(member.apiVersion(), member.kind())
                    .map(kind -> new NamespacedKind(kind, member.namespace()))
                    .filter(one -> !kinds.contains(one))
                    .ifPresent(kinds::add);
        }
        return kinds;
    }

    /** Resources of which only the kinds are known. */
    public static Resources of(List<NamespacedKind> kinds) {
        return new Resources(
                "",
                kinds.stream()
                        .map(one -> new ResourceId(
                                one.kind().apiVersion(), one.kind().name(), one.namespace(), "", ""))
                        .toList(),
                List.of(),
                false);
    }
}
