package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import java.util.List;
import java.util.Map;

/** Counts what was made here against the quotas of a namespace: for the server, no dry run adds to another. */
record QuotaSums(ShadowState state) {
    /** Refuses one more object, where a quota may have no room for all that were made here. */
    void requireRoom(ResourceAddress where, Sender sender) throws InterruptedException {
        int made = state.overlay().made(where.group(), where.plural(), where.namespace());
        if (made == 0 || where.namespace().isEmpty() || state.isNewNamespace(where.namespace())) {
            return;
        }
        ResourceAddress quotas = new ResourceAddress("", "v1", "resourcequotas", where.namespace(), "", "");
        LiveServer.ServerReply reply = state.gate().read(quotas, Map.of(), ShadowState.JSON, sender);
        if (!reply.isSuccess()) {
            return;
        }
        String counted = where.plural() + (where.group().isEmpty() ? "" : "." + where.group());
        for (ObjectNode quota : JsonTrees.objects(ShadowState.object(reply).path("items"))) {
            for (String name : List.of("count/" + counted, counted)) {
                JsonNode hard = JsonTrees.at(quota, "status", "hard", name);
                int used = number(JsonTrees.at(quota, "status", "used", name));
                if (!hard.isMissingNode() && used + made + 1 > number(hard)) {
                    throw ApiError.cannotPreview("quota %s of namespace %s may have no room: %s %s and %d more of %s"
                            .formatted(Meta.name(quota), where.namespace(), used, name, made + 1, hard.asText()));
                }
            }
        }
    }

    private static int number(JsonNode quantity) {
        String text = quantity.asText();
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : Integer.MAX_VALUE / 2;
    }
}
