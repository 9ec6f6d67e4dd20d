package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The server's webhooks and policies that have a say when an object is changed or deleted, and were not asked: the object is only
 * here, so that the server is asked for its creation alone.
 */
final class UnseenAdmission {
    private static final String GROUP = NewWebhooks.GROUP;

    private final ShadowState state;
    private final ExchangeLog record;
    private final AdmissionScope scope;
    private final NewWebhooks fresh;
    private final Map<String, List<ObjectNode>> known = new ConcurrentHashMap<>();

    UnseenAdmission(ShadowState state, ExchangeLog record) {
        this.state = state;
        this.record = record;
        this.scope = new AdmissionScope(state);
        this.fresh = new NewWebhooks(state);
    }

    /** Notes who would be asked about a change, beyond what was asked of the creation of the new state. */
    void changed(ResourceAddress where, ObjectNode object, Sender sender) throws InterruptedException {
        note("UPDATE", "a change", where, object, sender);
    }

    /** Notes who would be asked about a deletion. */
    void deleted(ResourceAddress where, ObjectNode object, Sender sender) throws InterruptedException {
        note("DELETE", "the deletion", where, object, sender);
    }

    private void note(String operation, String what, ResourceAddress where, ObjectNode object, Sender sender)
            throws InterruptedException {
        if (where.group().equals(GROUP)) {
            return;
        }
        List<String> names = new ArrayList<>();
        for (String plural : NewWebhooks.CONFIGURATIONS) {
            for (ObjectNode configuration : all(plural, sender)) {
                for (ObjectNode webhook : JsonTrees.objects(configuration.path("webhooks"))) {
                    if (isOnly(operation, webhook.path("rules"), where)
                            && scope.selects(webhook, where, object, sender)) {
                        names.add("webhook " + JsonTrees.text(webhook, "name"));
                    }
                }
            }
        }
        for (ObjectNode policy : all("validatingadmissionpolicies", sender)) {
            if (isUnseen(operation, policy, where) && binds(policy, where, object, sender)) {
                names.add("policy " + Meta.name(policy));
            }
        }
        if (operation.equals("DELETE")) {
            fresh.asked(where, operation, object, sender).forEach(name -> names.add("webhook " + name));
        }
        for (String name : names) {
            record.unknown("what %s says to %s of %s/%s, which is not there yet, is not known"
                    .formatted(name, what, where.plural(), where.name()));
        }
    }

    private static boolean isOnly(String operation, JsonNode rules, ResourceAddress where) {
        return AdmissionScope.isRuled(rules, operation, where)
                && (operation.equals("DELETE") || !AdmissionScope.isRuled(rules, "CREATE", where));
    }

    /** A policy that goes by what was there before, or by what is done, was asked another question. */
    private static boolean isUnseen(String operation, ObjectNode policy, ResourceAddress where) {
        JsonNode rules = JsonTrees.at(policy, "spec", "matchConstraints", "resourceRules");
        String text = policy.path("spec").toString();
        return isOnly(operation, rules, where)
                || (AdmissionScope.isRuled(rules, operation, where)
                        && (text.contains("oldObject") || text.contains("request.operation")));
    }

    private boolean binds(ObjectNode policy, ResourceAddress where, ObjectNode object, Sender sender)
            throws InterruptedException {
        if (!scope.selects(JsonTrees.at(policy, "spec", "matchConstraints"), where, object, sender)) {
            return false;
        }
        for (ObjectNode binding : all("validatingadmissionpolicybindings", sender)) {
            if (JsonTrees.text(binding, "spec", "policyName").equals(Meta.name(policy))
                    && JsonTrees.texts(JsonTrees.at(binding, "spec", "validationActions"))
                            .contains("Deny")
                    && scope.selects(JsonTrees.at(binding, "spec", "matchResources"), where, object, sender)) {
                return true;
            }
        }
        return false;
    }

    /** Those of the server that were not changed here; none where this account may not see them, which is taken for granted. */
    private List<ObjectNode> all(String plural, Sender sender) throws InterruptedException {
        List<ObjectNode> read = known.get(plural);
        if (read == null) {
            read = read(plural, sender);
            known.put(plural, read);
        }
        return read.stream()
                .filter(one -> state.overlay()
                        .get(new OverlayKey(GROUP, plural, "", Meta.name(one)))
                        .isEmpty())
                .toList();
    }

    private List<ObjectNode> read(String plural, Sender sender) throws InterruptedException {
        try {
            LiveServer.ServerReply reply =
                    state.gate().read(new ResourceAddress(GROUP, "v1", plural, "", "", ""), Map.of(), "", sender);
            if (reply.isSuccess()) {
                return JsonTrees.objects(ShadowState.object(reply).path("items"));
            }
        } catch (ApiError silent) {
            return List.of();
        }
        record.assumed("no %s are in the way that this account may not see".formatted(plural));
        return List.of();
    }
}
