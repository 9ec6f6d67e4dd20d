package dev.runbook.rehearsal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ObjectKey;
import org.jspecify.annotations.Nullable;

/** One thing that happened to one object: how it was before, and how it is after (for a removal: how it was last). */
public record ObjectEvent(
        long version,
        EventType kind,
        ObjectKey key,
        @Nullable ObjectNode before,
        ObjectNode after) {

    /** What happened. */
    public enum EventType {
        ADDED,
        MODIFIED,
        DELETED
    }
}
