package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas of a group's kinds without what helm does not look at: it asks of each kind only whether the server can be told to validate
 * a patch's fields. That is a hundredth of documents of a megabyte, which helm would read and parse twice for each chart.
 */
final class LeanSchemas {
    private static final List<String> OF_A_PATCH = List.of("x-kubernetes-group-version-kind", "parameters");
    private static final List<String> OF_A_PARAMETER = List.of("name", "in", "$ref");

    private final DryRunGate gate;
    private final Map<AskedSchema, LiveServer.ServerReply> known = new ConcurrentHashMap<>();

    LeanSchemas(DryRunGate gate) {
        this.gate = gate;
    }

    private record AskedSchema(List<String> path, String hash, Map<String, List<String>> impersonation) {}

    /** The document of a group and version, whose hash says which state of it is meant; empty for any other. */
    Optional<LiveServer.ServerReply> find(List<String> path, Map<String, String> query, String accept, Sender sender)
            throws InterruptedException {
        String hash = query.getOrDefault("hash", "");
        if (hash.isEmpty() || !accept.equals(ShadowState.JSON) || path.size() < 4) {
            return Optional.empty();
        }
        AskedSchema asked = new AskedSchema(path, hash, sender.impersonation());
        LiveServer.ServerReply reply = known.get(asked);
        if (reply == null) {
            reply = lean(gate.document(path, query, accept, sender));
            if (reply.isSuccess()) {
                known.put(asked, reply);
            }
        }
        return Optional.of(reply);
    }

    static LiveServer.ServerReply lean(LiveServer.ServerReply whole) {
        if (!whole.isSuccess() || !whole.contentType().startsWith(ShadowState.JSON)) {
            return whole;
        }
        try (JsonParser in = JsonTrees.parser(whole.body())) {
            in.nextToken();
            ObjectNode document = JsonTrees.object();
            for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
                in.nextToken();
                switch (field) {
                    case "paths" -> document.set(field, paths(in));
                    case "components" -> document.set(field, only(in, "parameters"));
                    default -> document.set(field, in.readValueAsTree());
                }
            }
            return new LiveServer.ServerReply(
                    whole.code(), whole.contentType(), whole.warnings(), JsonTrees.write(document));
        } catch (IOException notUnderstood) {
            return whole;
        }
    }

    private static ObjectNode paths(JsonParser in) throws IOException {
        ObjectNode paths = JsonTrees.object();
        for (String path = in.nextFieldName(); path != null; path = in.nextFieldName()) {
            in.nextToken();
            ObjectNode operations = only(in, "patch");
            if (operations.get("patch") instanceof ObjectNode patch) {
                patch.retain(OF_A_PATCH);
                JsonTrees.objects(patch.path("parameters")).forEach(parameter -> parameter.retain(OF_A_PARAMETER));
                paths.set(path, operations);
            }
        }
        return paths;
    }

    /** Of the object that begins here, one field. */
    private static ObjectNode only(JsonParser in, String wanted) throws IOException {
        ObjectNode kept = JsonTrees.object();
        for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
            in.nextToken();
            if (field.equals(wanted)) {
                kept.set(field, in.readValueAsTree());
            } else {
                in.skipChildren();
            }
        }
        return kept;
    }
}
