package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.admission.Quantity;
import dev.runbook.rehearsal.admission.QuotaUse;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was made here against the quotas of a namespace: for the server, no dry run adds to another. */
record QuotaSums(ShadowState state, ExchangeLog record) {
    /**
     * Refuses one more object, where a quota has no room for all that were made here: in the server's words, or as not known
     * where something was deleted that the quota still counts on the server.
     *
     * @param created as the server would have it
     */
    void requireRoom(ResourceAddress where, ObjectNode created, Sender sender) throws InterruptedException {
        List<ObjectNode> made = made(where);
        if (made.isEmpty() || where.namespace().isEmpty() || state.isNewNamespace(where.namespace())) {
            return;
        }
        ResourceAddress quotas = new ResourceAddress("", "v1", "resourcequotas", where.namespace(), "", "");
        LiveServer.ServerReply reply = state.recent().read(quotas, sender);
        if (!reply.isSuccess()) {
            return;
        }
        Map<String, BigDecimal> wanted = QuotaUse.of(where.group(), where.plural(), created);
        Map<String, BigDecimal> before = new TreeMap<>();
        made.forEach(object -> QuotaUse.of(where.group(), where.plural(), object)
                .forEach((name, amount) -> before.merge(name, amount, BigDecimal::add)));
        boolean freed =
                !state.overlay().of("", "resourcequotas", where.namespace()).isEmpty()
                        || state.overlay().deleted(where.group(), where.plural()).stream()
                                .anyMatch(gone -> Meta.namespace(gone).equals(where.namespace()));
        for (ObjectNode quota : JsonTrees.objects(ShadowState.object(reply).path("items"))) {
            boolean scoped =
                    quota.path("spec").has("scopes") || quota.path("spec").has("scopeSelector");
            for (Map.Entry<String, BigDecimal> one : wanted.entrySet()) {
                String name = one.getKey();
                BigDecimal more = before.getOrDefault(name, BigDecimal.ZERO);
                JsonNode hard = JsonTrees.at(quota, "status", "hard", name);
                String usedText = JsonTrees.at(quota, "status", "used", name).asText("0");
                BigDecimal used = Quantity.bytes(usedText).orElse(BigDecimal.ZERO);
                boolean full = Quantity.bytes(hard.asText())
                        .filter(limit -> more.signum() > 0
                                && used.add(more).add(one.getValue()).compareTo(limit) > 0)
                        .isPresent();
                if (full && (freed || scoped)) {
                    throw ApiError.cannotPreview("quota %s of namespace %s may have no room: %s %s and %s more of %s"
                            .formatted(
                                    Meta.name(quota),
                                    where.namespace(),
                                    usedText,
                                    name,
                                    more.add(one.getValue()).toPlainString(),
                                    hard.asText()));
                }
                if (full) {
                    record.emulated("what was made before counts");
                    record.invalid();
                    throw ApiError.forbidden(
                            where.shown(JsonTrees.text(created, "kind")),
                            "exceeded quota: %1$s, requested: %2$s=%3$s, used: %2$s=%4$s, limited: %2$s=%5$s"
                                    .formatted(
                                            Meta.name(quota),
                                            name,
                                            one.getValue().toPlainString(),
                                            used.add(more).toPlainString(),
                                            hard.asText()));
                }
            }
        }
    }

    /** What was made here of the same kind, and is on the server under no name. */
    private List<ObjectNode> made(ResourceAddress where) {
        List<ObjectNode> made = new ArrayList<>();
        state.overlay()
                .of(where.group(), where.plural(), where.namespace())
                .values()
                .forEach(entry -> {
                    if (entry instanceof Overlay.ObjectState.StoredObject there
                            && entry.backing() == Overlay.Backing.NONE) {
                        made.add(there.object());
                    }
                });
        return made;
    }
}
