package dev.runbook.rehearsal.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.FieldError;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceTypes;
import dev.runbook.rehearsal.store.Store;
import java.util.ArrayList;
import java.util.List;

/** Makes an object fit to be stored: defaults, then validation, then what may not change. */
public final class Admission {
    private final ServiceNetwork network;

    public Admission(Store store, ResourceTypes types) {
        this.network = new ServiceNetwork(store, types);
    }

    /** Fills in a new object, in place, or refuses it. */
    public void beforeCreate(ObjectKey key, ObjectNode object) {
        ObjectDefaults.fill(key.type(), object);
        InitialStatus.fill(key.type(), object);
        refuse(key, Validation.errors(key, object));
        if (key.type().is("", "Service")) {
            network.allocate(object);
        }
    }

    /** Fills in the new state of a stored object, in place, or refuses it. */
    public void beforeUpdate(ObjectKey key, ObjectNode old, ObjectNode next) {
        if (key.type().is("", "Service")) {
            network.carryOver(old, next);
        }
        ObjectDefaults.fill(key.type(), next);
        List<FieldError> errors = new ArrayList<>(Validation.errors(key, next));
        // The real server looks at the shape of a service's addresses before it compares them with the old ones.
        if (errors.isEmpty() || !key.type().is("", "Service")) {
            errors.addAll(Immutability.errors(key.type(), old, next));
        }
        refuse(key, errors);
        if (key.type().is("", "Service")) {
            network.allocate(next);
        }
    }

    private static void refuse(ObjectKey key, List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw ApiError.invalid(key, errors);
        }
    }
}
