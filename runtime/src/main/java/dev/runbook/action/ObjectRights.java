package dev.runbook.action;

import dev.runbook.kube.ReleaseRights.Homed;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.Right;
import dev.runbook.value.ResourceId;
import dev.runbook.value.Resources;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rights that actions on given objects need, and what lookups know of objects before the run: their kinds. */
public final class ObjectRights {
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
        for (Homed homed : kinds(resources, call.world().cluster())) {
            Right right = Right.of(verb, homed.kind(), homed.namespace());
            rights.add(subresource.map(right::on).orElse(right));
        }
        needed.always(rights);
    }

    /** The kinds of these objects, once each; one that the server does not have is left out. */
    public static List<Homed> kinds(Resources resources, ClusterReader cluster) throws InterruptedException {
        List<Homed> kinds = new ArrayList<>();
        for (ResourceId member : resources.members()) {
            cluster.kind(member.apiVersion(), member.kind())
                    .map(kind -> new Homed(kind, member.namespace()))
                    .filter(homed -> !kinds.contains(homed))
                    .ifPresent(kinds::add);
        }
        return kinds;
    }

    /** Resources of which only the kinds are known. */
    public static Resources of(List<Homed> kinds) {
        return new Resources(
                "",
                kinds.stream()
                        .map(homed -> new ResourceId(
                                homed.kind().apiVersion(), homed.kind().name(), homed.namespace(), "", ""))
                        .toList(),
                List.of(),
                false);
    }

    /** What a lookup gives of which nothing is known before the run. */
    public static Value unknown(Call call) {
        return new Value.Unknown(call.signature().name(), "known during the run");
    }
}
