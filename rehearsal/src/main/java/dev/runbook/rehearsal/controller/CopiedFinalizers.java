package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.registry.Deletion;
import dev.runbook.rehearsal.store.ObjectEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stands for the controllers of a live cluster that put finalizers on what was copied: they let go of what is deleted here. What they had
 * not let go of there, they do not let go of here either.
 */
final class CopiedFinalizers implements Reconciler {
    /** Others here see to these. */
    private static final Set<String> OWN =
            Set.of(Deletion.FOREGROUND, Deletion.ORPHAN, LoadBalancerController.FINALIZER, ClaimController.PROTECTION);

    private final ControllerContext world;

    CopiedFinalizers(ControllerContext world) {
        this.world = world;
    }

    @Override
    public Collection<ObjectKey> concernedBy(ObjectEvent change) {
        return change.kind() == ObjectEvent.EventType.MODIFIED
                        && Meta.isDeleting(change.after())
                        && world.isCopied(change.after())
                        && !foreign(change.after()).isEmpty()
                ? List.of(change.key())
                : List.of();
    }

    private static List<String> foreign(ObjectNode object) {
        return Meta.finalizers(object).stream()
                .filter(one -> !OWN.contains(one))
                .toList();
    }

    @Override
    public Optional<Duration> reconcile(ObjectKey key) {
        ObjectNode object = world.find(key).orElse(null);
        if (object == null || !Meta.isDeleting(object) || foreign(object).isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> left = world.since()
                .left(Meta.uid(object), "finalizing", world.behaviour().stopsAfter());
        if (left.isEmpty()) {
            foreign(object).forEach(one -> world.change(key, changed -> Meta.removeFinalizer(changed, one)));
        }
        return left;
    }
}
