package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.Meta;
import java.util.UUID;

/** An object that nobody but the shadow has looked at. */
final class NewObject {
    private NewObject() {}

    static ObjectNode of(ResourceAddress where, ObjectNode body) {
        ObjectNode object = body.deepCopy();
        ObjectNode metadata = Meta.of(object);
        metadata.put("uid", UUID.randomUUID().toString()).put("creationTimestamp", Meta.now());
        metadata.put("generation", 1);
        if (!where.namespace().isEmpty()) {
            metadata.put("namespace", where.namespace());
        }
        return object;
    }
}
