package dev.runbook.rehearsal.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.FieldError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceTypes;
import dev.runbook.rehearsal.schema.CustomSchemas;
import dev.runbook.rehearsal.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes an object fit to be stored: defaults, then validation, then what may not change. */
public final class Admission {
    private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

    private final Store store;
    private final ResourceTypes types;
    private final ServiceNetwork network;
    private final CustomSchemas schemas;
    private final NamespaceLimits limits;

    public Admission(Store store, ResourceTypes types) {
        this.store = store;
        this.types = types;
        this.network = new ServiceNetwork(store, types);
        this.schemas = new CustomSchemas(store, types);
        this.limits = new NamespaceLimits(store, types);
    }

    /** Fills in a new object, in place, or refuses it. */
    public void beforeCreate(ObjectKey key, ObjectNode object, Consumer<String> warnings) {
        if (key.type().is("", "PersistentVolumeClaim")) {
            defaultClass().ifPresent(name -> JsonTrees.fill(JsonTrees.child(object, "spec"), "storageClassName", name));
        }
        ObjectDefaults.fill(key.type(), object);
        InitialStatus.fill(key.type(), object);
        limits.fill(key, object);
        List<FieldError> errors = new ArrayList<>(Validation.errors(key, object));
        errors.addAll(custom(key, object, null, warnings));
        refuse(key, errors);
        if (key.type().is("", "Service")) {
            refuse(key, network.refusals(key, object));
            network.allocate(object);
        }
        limits.hold(key, object);
    }

    private Optional<String> defaultClass() {
        return store.list(types.known("storage.k8s.io/v1", "StorageClass"), "").objects().stream()
                .filter(one -> Meta.annotation(one, DEFAULT_CLASS).equals("true"))
                .map(Meta::name)
                .findFirst();
    }

    /** Fills in the new state of a stored object, in place, or refuses it. */
    public void beforeUpdate(ObjectKey key, ObjectNode old, ObjectNode next, Consumer<String> warnings) {
        if (key.type().is("", "Service")) {
            network.carryOver(old, next);
        }
        ObjectDefaults.fill(key.type(), next);
        List<FieldError> errors = new ArrayList<>(Validation.errors(key, next));
        errors.addAll(custom(key, next, old, warnings));
        // The real server looks at the shape of a service's addresses before it compares them with the old ones.
        if (errors.isEmpty() || !key.type().is("", "Service")) {
            errors.addAll(Immutability.errors(key.type(), old, next));
        }
        refuse(key, errors);
        if (key.type().is("", "Service")) {
            refuse(key, network.refusals(key, next));
            network.allocate(next);
        }
    }

    /** Holds the new status of an object to its schema. */
    public void beforeStatus(ObjectKey key, ObjectNode old, ObjectNode next, Consumer<String> warnings) {
        refuse(key, custom(key, next, old, warnings));
    }

    private List<FieldError> custom(
            ObjectKey key, ObjectNode object, @Nullable ObjectNode old, Consumer<String> warnings) {
        return schemas.of(key.type())
                .map(schema -> {
                    schema.prune(object);
                    schema.fill(object);
                    return schema.errors(object, old, warnings);
                })
                .orElse(List.of());
    }

    private static void refuse(ObjectKey key, List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw ApiError.invalid(key, errors);
        }
    }
}
