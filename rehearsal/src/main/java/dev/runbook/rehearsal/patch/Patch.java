package dev.runbook.rehearsal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;

/** A patch as a client sent it. */
public record Patch(PatchKind kind, JsonNode body, String manager, boolean force) {

    public ObjectNode apply(ObjectNode original) {
        if (kind == PatchKind.JSON ? !body.isArray() : !body.isObject()) {
            throw ApiError.badRequest(
                    "error decoding patch: the body does not have the form of a " + kind.contentType());
        }
        return switch (kind) {
            case JSON -> JsonPatch.apply(original, body);
            case MERGE -> MergePatch.apply(original, body);
            case STRATEGIC -> StrategicMergePatch.apply(original, body);
            case APPLY -> ServerSideApply.apply(original, (ObjectNode) body, manager, force);
        };
    }
}
