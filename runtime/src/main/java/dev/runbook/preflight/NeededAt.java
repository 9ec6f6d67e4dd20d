package dev.runbook.preflight;

import dev.runbook.action.RightsNeeded;
import dev.runbook.kube.ReleaseRights;
import dev.runbook.kube.ReleaseRights.Homed;
import dev.runbook.port.Right;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What a call at one place of the plan needs.
 *
 * @param call its name in the catalogue
 * @param waiting whether a wait asks it, which watches what it reads
 */
record NeededAt(Demands demands, String call, Demands.Spot spot, boolean waiting) implements RightsNeeded {
    /** The kinds of which several are read at once, whoever asks for one. */
    private static final Set<String> LISTED = Set.of("Pod", "ReplicaSet");

    @Override
    public void always(Collection<Right> rights) {
        demands.need(rights, true, spot);
    }

    @Override
    public void sometimes(Collection<Right> rights) {
        demands.need(rights, false, spot);
    }

    /** Where a list or a watch is refused, objects are read by name, every two seconds. */
    @Override
    public void read(List<Homed> kinds) {
        always(rights("get", kinds));
        always(rights(
                "list",
                kinds.stream()
                        .filter(homed -> LISTED.contains(homed.kind().name()))
                        .toList()));
        if (waiting) {
            sometimes(rights("list", kinds));
            sometimes(rights("watch", kinds));
        }
    }

    private static List<Right> rights(String verb, List<Homed> kinds) {
        return kinds.stream()
                .map(homed -> Right.of(verb, homed.kind(), homed.namespace()))
                .toList();
    }

    @Override
    public void release(ReleaseRights does, String release, String namespace) throws InterruptedException {
        demands.release(does, release, namespace, spot);
    }

    @Override
    public void waiting(String release, String namespace, boolean watches) throws InterruptedException {
        demands.waiting(release, namespace, watches, spot);
    }

    @Override
    public Set<Homed> members(String release, String namespace) throws InterruptedException {
        return demands.members(release, namespace);
    }

    @Override
    public void makesIn(String namespace, boolean made) {
        demands.homes().need(namespace, made, spot);
    }

    @Override
    public void namespacesMayBeMade() {
        demands.homes().mayBeMade();
    }

    @Override
    public void knownLater() {
        demands.open(call, spot);
    }
}
