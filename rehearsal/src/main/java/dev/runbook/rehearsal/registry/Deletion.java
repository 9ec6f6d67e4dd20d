package dev.runbook.rehearsal.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.ApiTime;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.store.Store;

/** Ends an object: at once, or by marking it when finalizers, a grace period or dependents come first. */
public final class Deletion {
    public static final String FOREGROUND = "foregroundDeletion";
    public static final String ORPHAN = "orphan";

    private final Store store;

    Deletion(Store store) {
        this.store = store;
    }

    /** The object as it is after the request, and whether it is gone. */
    public record DeletionResult(ObjectNode object, boolean gone) {}

    DeletionResult delete(ObjectKey key, ObjectNode stored, DeleteOptions options) {
        refuseOtherObject(key, stored, options);
        ObjectNode object = stored.deepCopy();
        switch (options.propagation()) {
            case FOREGROUND -> Meta.addFinalizer(object, FOREGROUND);
            case ORPHAN -> Meta.addFinalizer(object, ORPHAN);
            case OF_THE_TYPE -> {
                if (key.type().is("batch", "Job")) {
                    Meta.addFinalizer(object, ORPHAN);
                }
            }
            case BACKGROUND -> {}
        }
        boolean namespace = key.type().is("", "Namespace");
        long grace = key.type().is("", "Pod") ? grace(object, options) : 0;
        if (grace == 0 && !namespace && Meta.finalizers(object).isEmpty()) {
            if (!options.dryRun()) {
                store.remove(key, object);
            }
            return new DeletionResult(object, true);
        }
        ObjectNode metadata = Meta.of(object);
        if (!Meta.isDeleting(stored)
                || grace < metadata.path("deletionGracePeriodSeconds").asLong()) {
            metadata.put("deletionTimestamp", ApiTime.now().plusSeconds(grace).toString());
            metadata.put("deletionGracePeriodSeconds", grace);
            if (metadata.has("generation")) {
                metadata.put("generation", Meta.generation(object) + 1);
            }
        }
        if (namespace) {
            JsonTrees.child(object, "status").put("phase", "Terminating");
        }
        if (object.equals(stored)) {
            return new DeletionResult(stored, false);
        }
        return new DeletionResult(options.dryRun() ? object : store.put(key, object), false);
    }

    /** Whether an object that is being deleted has nothing left to wait for. */
    boolean isOver(ObjectNode object) {
        return Meta.isDeleting(object)
                && Meta.finalizers(object).isEmpty()
                && JsonTrees.at(object, "metadata", "deletionGracePeriodSeconds")
                                .asLong()
                        == 0
                && JsonTrees.at(object, "spec", "finalizers").isEmpty();
    }

    private static long grace(ObjectNode pod, DeleteOptions options) {
        if (options.graceSeconds().isPresent()) {
            return options.graceSeconds().getAsLong();
        }
        return JsonTrees.at(pod, "spec", "terminationGracePeriodSeconds").asLong(30);
    }

    private static void refuseOtherObject(ObjectKey key, ObjectNode stored, DeleteOptions options) {
        if (!options.uid().isEmpty() && !options.uid().equals(Meta.uid(stored))) {
            throw ApiError.conflict(
                    key,
                    "Precondition failed: UID in precondition: %s, UID in object meta: %s"
                            .formatted(options.uid(), Meta.uid(stored)));
        }
        String version = Meta.resourceVersion(stored);
        if (!options.resourceVersion().isEmpty() && !options.resourceVersion().equals(version)) {
            throw ApiError.conflict(
                    key,
                    "Precondition failed: ResourceVersion in precondition: %s, ResourceVersion in object meta: %s"
                            .formatted(options.resourceVersion(), version));
        }
    }
}
