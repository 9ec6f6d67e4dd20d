package dev.runbook.rehearsal.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.admission.Admission;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.FieldError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.api.ResourceTypes;
import dev.runbook.rehearsal.patch.ManagedFields;
import dev.runbook.rehearsal.store.Store;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/** Creates and changes objects by the rules of the real server; {@link Deletion} ends them. */
public final class Registry {
    private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private final Store store;
    private final ResourceTypes types;
    private final Admission admission;
    private final Deletion deletion;

    public Registry(Store store, ResourceTypes types) {
        this.store = store;
        this.types = types;
        this.admission = new Admission(store, types);
        this.deletion = new Deletion(store);
    }

    /** Which part of an object a write may change. */
    public enum Part {
        MAIN,
        STATUS
    }

    public Store store() {
        return store;
    }

    public ResourceTypes types() {
        return types;
    }

    public ObjectNode get(ObjectKey key) {
        return store.get(key).orElseThrow(() -> ApiError.notFound(key));
    }

    public ObjectNode create(ResourceType type, String namespace, ObjectNode body, WriteOptions options) {
        return store.exclusively(() -> {
            ObjectNode object = body.deepCopy();
            object.put("kind", type.kind()).put("apiVersion", types.kept(type).apiVersion());
            JsonTrees.dropNulls(object);
            ObjectNode metadata = Meta.of(object);
            place(type, namespace, metadata);
            ObjectKey key = type.key(namespace, name(metadata));
            store.get(key).ifPresent(there -> {
                throw ApiError.alreadyExists(key, Meta.isDeleting(there));
            });
            refuseMissingNamespace(key);
            metadata.put("uid", UUID.randomUUID().toString());
            metadata.put("creationTimestamp", Meta.now());
            metadata.remove(List.of("resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"));
            if (type.countsGenerations()) {
                metadata.put("generation", 1);
            } else {
                metadata.remove("generation");
            }
            // A node tells its status when it joins.
            if (type.hasStatus() && !type.is("", "Node")) {
                object.remove("status");
            }
            metadata.remove("managedFields");
            if (options.applied()) {
                metadata.set("managedFields", body.path("metadata").path("managedFields"));
            } else if (!options.fieldManager().isEmpty()) {
                ManagedFields.recordUpdate(JsonTrees.object(), object, options.fieldManager(), options.subresource());
            }
            admission.beforeCreate(key, object, options.warnings());
            return options.dryRun() ? object : store.put(key, object);
        });
    }

    /** Changes an object: {@code change} gets a copy of the stored one and returns what is wanted. */
    public ObjectNode update(ObjectKey key, Part part, UnaryOperator<ObjectNode> change, WriteOptions options) {
        return store.exclusively(() -> {
            ObjectNode old = get(key);
            ObjectNode wanted = change.apply(old.deepCopy());
            JsonTrees.dropNulls(wanted);
            refuseOtherIdentity(key, old, wanted);
            ObjectNode next = part == Part.STATUS ? onlyStatus(old, wanted) : withoutStatus(key.type(), old, wanted);
            keepServersMetadata(old, next);
            if (part == Part.MAIN) {
                admission.beforeUpdate(key, old, next, options.warnings());
                keepOwnership(old, next, options);
                refuseNewFinalizers(key, old, next);
                if (key.type().countsGenerations() && !specOf(old).equals(specOf(next))) {
                    Meta.of(next).put("generation", Meta.generation(old) + 1);
                }
            } else {
                admission.beforeStatus(key, old, next, options.warnings());
            }
            if (next.equals(old)) {
                return old;
            }
            if (options.dryRun()) {
                return next;
            }
            if (deletion.isOver(next)) {
                store.remove(key, next);
                return next;
            }
            return store.put(key, next);
        });
    }

    /** Writes the status as controllers do. */
    public ObjectNode updateStatus(ObjectKey key, UnaryOperator<ObjectNode> change) {
        return update(key, Part.STATUS, change, WriteOptions.INTERNAL);
    }

    /** Deletes an object, or marks it for deletion when something must happen first. */
    public Deletion.DeletionResult delete(ObjectKey key, DeleteOptions options) {
        return store.exclusively(() -> deletion.delete(key, get(key), options));
    }

    /** Deletes a pod, where the budgets that it belongs to allow it. */
    public void evict(ObjectKey key, DeleteOptions options) {
        store.exclusively(() -> {
            DisruptionBudget.hold(this, get(key));
            return deletion.delete(key, get(key), options);
        });
    }

    private static void place(ResourceType type, String namespace, ObjectNode metadata) {
        if (!type.namespaced()) {
            metadata.remove("namespace");
            return;
        }
        String own = JsonTrees.text(metadata, "namespace");
        if (!own.isEmpty() && !own.equals(namespace)) {
            throw ApiError.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
        metadata.put("namespace", namespace);
    }

    private String name(ObjectNode metadata) {
        String name = JsonTrees.text(metadata, "name");
        String prefix = JsonTrees.text(metadata, "generateName");
        if (name.isEmpty() && !prefix.isEmpty()) {
            name = prefix + randomSuffix();
            metadata.put("name", name);
        }
        return name;
    }

    /** Five letters and digits that cannot spell a word, as the real server makes them. */
    public static String randomSuffix() {
        StringBuilder suffix = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            suffix.append(SUFFIX_LETTERS.charAt(ThreadLocalRandom.current().nextInt(SUFFIX_LETTERS.length())));
        }
        return suffix.toString();
    }

    private void refuseMissingNamespace(ObjectKey key) {
        if (!key.type().namespaced()) {
            return;
        }
        ObjectNode namespace = get(types.known("v1", "Namespace").key("", key.namespace()));
        if (Meta.isDeleting(namespace)) {
            throw ApiError.forbidden(
                    key,
                    "unable to create new content in namespace %s because it is being terminated"
                            .formatted(key.namespace()));
        }
    }

    private static void refuseOtherIdentity(ObjectKey key, ObjectNode old, ObjectNode wanted) {
        String name = Meta.name(wanted);
        if (!name.equals(key.name())) {
            throw ApiError.badRequest(
                    "the name of the object (%s) does not match the name on the URL (%s)".formatted(name, key.name()));
        }
        String version = Meta.resourceVersion(wanted);
        if (!version.isEmpty() && !version.equals(Meta.resourceVersion(old))) {
            throw ApiError.modified(key);
        }
        String uid = Meta.uid(wanted);
        if (!uid.isEmpty() && !uid.equals(Meta.uid(old))) {
            throw ApiError.conflict(
                    key,
                    "Precondition failed: UID in precondition: %s, UID in object meta: %s"
                            .formatted(uid, Meta.uid(old)));
        }
    }

    private static void keepOwnership(ObjectNode old, ObjectNode next, WriteOptions options) {
        if (options.applied()) {
            return;
        }
        ObjectNode metadata = Meta.of(next);
        if (Meta.of(old).has("managedFields")) {
            metadata.set("managedFields", Meta.of(old).get("managedFields").deepCopy());
        } else {
            metadata.remove("managedFields");
        }
        if (!options.fieldManager().isEmpty()) {
            ManagedFields.recordUpdate(old, next, options.fieldManager(), options.subresource());
        }
    }

    private static ObjectNode onlyStatus(ObjectNode old, ObjectNode wanted) {
        ObjectNode next = old.deepCopy();
        if (wanted.hasNonNull("status")) {
            next.set("status", wanted.get("status"));
        } else {
            next.remove("status");
        }
        return next;
    }

    private ObjectNode withoutStatus(ResourceType type, ObjectNode old, ObjectNode wanted) {
        wanted.put("kind", type.kind()).put("apiVersion", types.kept(type).apiVersion());
        if (type.hasStatus()) {
            if (old.has("status")) {
                wanted.set("status", old.get("status"));
            } else {
                wanted.remove("status");
            }
        }
        return wanted;
    }

    private static void keepServersMetadata(ObjectNode old, ObjectNode next) {
        ObjectNode before = Meta.of(old);
        ObjectNode after = Meta.of(next);
        for (String field : List.of(
                "uid",
                "creationTimestamp",
                "deletionTimestamp",
                "deletionGracePeriodSeconds",
                "generation",
                "namespace",
                "resourceVersion")) {
            if (before.has(field)) {
                after.set(field, before.get(field));
            } else {
                after.remove(field);
            }
        }
    }

    private static void refuseNewFinalizers(ObjectKey key, ObjectNode old, ObjectNode next) {
        if (!Meta.isDeleting(old)) {
            return;
        }
        List<String> added = Meta.finalizers(next).stream()
                .filter(finalizer -> !Meta.finalizers(old).contains(finalizer))
                .toList();
        if (!added.isEmpty()) {
            String quoted =
                    String.join(", ", added.stream().map(f -> '"' + f + '"').toList());
            throw ApiError.invalid(
                    key,
                    List.of(FieldError.forbidden(
                            "metadata.finalizers",
                            "no new finalizers can be added if the object is being deleted, found new finalizers []string{"
                                    + quoted + "}")));
        }
    }

    private static ObjectNode specOf(ObjectNode object) {
        ObjectNode spec = object.deepCopy();
        spec.remove(List.of("metadata", "status"));
        // The scheduler's choice of a node comes by another way than changes of the spec.
        if (spec.get("spec") instanceof ObjectNode inner) {
            inner.remove("nodeName");
        }
        return spec;
    }
}
