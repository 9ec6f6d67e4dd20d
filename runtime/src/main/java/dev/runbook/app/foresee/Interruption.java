package dev.runbook.app.foresee;

import dev.runbook.language.value.ResourceId;
import dev.runbook.port.KubeObject;
import dev.runbook.rehearsal.shadow.Exchange.ObjectChange;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether what runs is down for a while: it is deleted, and made anew later. */
final class Interruption {
    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "DaemonSet");

    private Interruption() {}

    /**
     * Goes by the order of things: what was made here and deleted again did not run before.
     *
     * @param costs which are told besides; what they name is not told twice
     */
    static boolean in(List<ObjectChange> changes, List<String> costs) {
        Set<String> made = new HashSet<>();
        Set<String> deleted = new HashSet<>();
        for (ObjectChange change : changes) {
            boolean goes = change.after().isEmpty();
            Map<String, Object> object = goes ? change.before() : change.after();
            if ((!goes && !change.before().isEmpty())
                    || !(object.get("kind") instanceof String kind)
                    || !WORKLOADS.contains(kind)) {
                continue;
            }
            ResourceId id = new KubeObject(object).id();
            String name = id.namespace() + " " + id.shortName();
            if (goes && !made.contains(name)) {
                deleted.add(name);
            } else if (!goes && deleted.contains(name)) {
                if (costs.stream().noneMatch(cost -> cost.startsWith(id.shortName() + " "))) {
                    return true;
                }
            } else if (!goes) {
                made.add(name);
            }
        }
        return false;
    }
}
