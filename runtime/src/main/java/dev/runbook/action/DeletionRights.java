package dev.runbook.action;

import dev.runbook.failure.Failed;
import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import dev.runbook.kube.ReleaseManifest.Listed;
import dev.runbook.kube.ReleaseRights;
import dev.runbook.port.Permission;
import dev.runbook.port.Right;
import dev.runbook.value.ResourceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Asks, before anything is taken away, whether all of it may be: half of an uninstall is worse than none. */
final class DeletionRights {
    private DeletionRights() {}

    /** What is missing to uninstall a release; nothing where that cannot be found out. */
    static Optional<Failure> missing(Call call, String release, String namespace) throws InterruptedException {
        try {
            List<Listed> objects =
                    ReleaseKinds.listed(call.world().helm(), release, namespace).orElse(List.of());
            return missing(
                    call,
                    ReleaseRights.UNINSTALL.onObjects(
                            ReleaseKinds.of(objects, call.world().cluster(), namespace)));
        } catch (Failed unread) {
            // Helm itself will say what is wrong, in the words that failure classes know.
            return Optional.empty();
        }
    }

    /** What is missing to delete these objects. */
    static Optional<Failure> missing(Call call, List<ResourceId> objects) throws InterruptedException {
        Set<Right> rights = new TreeSet<>();
        for (ResourceId object : objects) {
            if (!object.uid().isEmpty()) {
                call.world()
                        .cluster()
                        .kind(object.apiVersion(), object.kind())
                        .ifPresent(kind -> rights.add(Right.of("delete", kind, object.namespace())));
            }
        }
        return missing(call, rights);
    }

    private static Optional<Failure> missing(Call call, Collection<Right> rights) throws InterruptedException {
        List<Right> refused = call.world().writer().may(rights).entrySet().stream()
                .filter(answer -> answer.getValue() instanceof Permission.Refused)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (refused.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Failure.of(
                FailureClass.Forbidden,
                "this account may not " + refused.stream().map(Right::words).collect(Collectors.joining(", nor ")),
                "Nothing was deleted.",
                "Ask for a role that allows it, or use another --context: "
                        + refused.getFirst().question() + " must say yes."));
    }
}
