package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.Permission;
import dev.runbook.port.Right;
import dev.runbook.provider.Call;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Asks, before anything is taken away, whether all of it may be: half of an uninstall is worse than none. */
public final class DeletionRights {
    private DeletionRights() {}

    /** What is missing to delete these objects. */
    public static Optional<Failure> missing(Call call, List<ResourceId> objects) throws InterruptedException {
        Set<Right> rights = new TreeSet<>();
        for (ResourceId object : objects) {
            if (!object.uid().isEmpty()) {
                call.client(ClusterReader.class)
                        .kind(object.apiVersion(), object.kind())
                        .ifPresent(kind -> rights.add(Right.of("delete", kind, object.namespace())));
            }
        }
        return missing(call, rights);
    }

    /** What of these rights is missing. */
    public static Optional<Failure> missing(Call call, Collection<Right> rights) throws InterruptedException {
        List<Right> refused = call.client(ClusterWriter.class).may(rights).entrySet().stream()
                .filter(answer -> answer.getValue() instanceof Permission.Denied)
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
