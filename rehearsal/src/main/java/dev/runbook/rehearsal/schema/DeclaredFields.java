package dev.runbook.rehearsal.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ResourceType;
import java.util.List;
import java.util.stream.Collectors;

/** What the server says of fields that a client sends and a schema does not have: as the client asks, a refusal, a warning or nothing. */
public record DeclaredFields(CustomSchemas schemas) {
    /**
     * What to warn of.
     *
     * @param asked the client's {@code fieldValidation}
     * @throws ApiError where the client wants such fields to be refused
     */
    public List<String> check(ResourceType type, ObjectNode sent, String asked) {
        List<String> unknown = unknown(type, sent);
        if (unknown.isEmpty() || asked.equals("Ignore")) {
            return List.of();
        }
        List<String> words =
                unknown.stream().map(field -> "unknown field \"" + field + "\"").toList();
        if (asked.equals("Strict")) {
            throw ApiError.badRequest("%s in version \"%s\" cannot be handled as a %s: strict decoding error: %s"
                    .formatted(type.kind(), type.version(), type.kind(), String.join(", ", words)));
        }
        return words;
    }

    /** Refuses them as a server-side apply does, which cannot tell whose they are. */
    public void checkApplied(ResourceType type, String namespace, ObjectNode sent) {
        List<String> unknown = unknown(type, sent);
        if (!unknown.isEmpty()) {
            String fields = unknown.stream()
                    .map(field -> "." + field + ": field not declared in schema")
                    .collect(Collectors.joining("\n  "));
            throw ApiError.untyped("failed to create typed patch object (%s/%s; %s, Kind=%s): %s"
                    .formatted(
                            namespace,
                            Meta.name(sent),
                            type.apiVersion(),
                            type.kind(),
                            unknown.size() == 1 ? fields : "errors:\n  " + fields));
        }
    }

    private List<String> unknown(ResourceType type, ObjectNode sent) {
        return schemas.of(type).map(schema -> schema.prune(sent.deepCopy())).orElse(List.of());
    }
}
