package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Asks the server whether it would take a new object. */
record TrialCreation(ShadowState state, ExchangeLog record) {
    static final String PERHAPS_ITSELF = "it may have been refused because of itself";

    /** A creation as a dry run, under another name where the server has the name still, elsewhere where it has no namespace. */
    LiveServer.ServerReply of(
            ResourceAddress target, ObjectNode body, boolean taken, Map<String, String> query, Sender sender)
            throws InterruptedException {
        boolean changed = state.isChangedDefinition(target.group(), target.plural());
        if (changed || state.newDefinition(target.group(), target.plural()).isPresent()) {
            record.assumed("%s %s fits its %sdefinition"
                    .formatted(JsonTrees.text(body, "kind"), target.name(), changed ? "changed " : ""));
            return new LiveServer.ServerReply(
                    201, ShadowState.JSON, List.of(), JsonTrees.write(NewObject.of(target, body)));
        }
        ResourceAddress collection = target.collection();
        ObjectNode sent = body.deepCopy();
        String namespace = target.namespace();
        if (state.isNewNamespace(namespace)) {
            record.assumed("namespace %s has the policies of namespace default".formatted(namespace));
            collection = collection.in("default");
            Meta.of(sent).put("namespace", "default");
        }
        boolean named = target.is("apiextensions.k8s.io", "customresourcedefinitions")
                || target.is("apiregistration.k8s.io", "apiservices");
        if (taken && named) {
            // Its name says what it is: there is no other one to ask under.
            record.assumed("%s %s is valid".formatted(JsonTrees.text(body, "kind"), target.name()));
            return new LiveServer.ServerReply(
                    201, ShadowState.JSON, List.of(), JsonTrees.write(NewObject.of(target, body)));
        }
        FreedNumbers freed = FreedNumbers.in(state, target, sent);
        sent = freed.without(sent);
        LiveServer.ServerReply reply = asked(target, sent, collection, taken, query, sender);
        if (!reply.isSuccess()) {
            return new FreedQuota(state, record).judge(target, sent, reply).orElseGet(() -> {
                judge(reply);
                return reply;
            });
        }
        ObjectNode created = ShadowState.object(reply);
        if (!namespace.isEmpty()) {
            Meta.of(created).put("namespace", namespace);
        }
        return new LiveServer.ServerReply(
                reply.code(), reply.contentType(), reply.warnings(), JsonTrees.write(freed.back(created)));
    }

    private LiveServer.ServerReply asked(
            ResourceAddress target,
            ObjectNode sent,
            ResourceAddress collection,
            boolean taken,
            Map<String, String> query,
            Sender sender)
            throws InterruptedException {
        // In the namespace that stands for a new one, the name may be another object's.
        if (target.name().isEmpty() || !(taken || state.isNewNamespace(target.namespace()))) {
            return state.gate().create(collection, query, sent, sender);
        }
        Alias alias = Alias.of(target.name());
        record.emulated("asked under another name, since the server still has %s".formatted(alias.name()));
        LiveServer.ServerReply reply = state.gate().create(collection, query, alias.hide(sent), sender);
        if (!reply.isSuccess() && alias.isNamed(reply)) {
            record.emulated(PERHAPS_ITSELF);
        }
        return alias.reveal(reply);
    }

    /** Notes whether a field is refused for what it says, and not for a number that something else may hold. */
    void judge(LiveServer.ServerReply reply) {
        String said = new String(reply.body(), StandardCharsets.UTF_8);
        if (reply.code() == 422
                && said.contains("\"causes\"")
                && said.contains(" is invalid: ")
                && !said.contains("already allocated")) {
            record.invalid();
        }
    }

    /** Notes that other managers own a field, which no write here has changed. */
    void judgeConflict(LiveServer.ServerReply reply) {
        String said = new String(reply.body(), StandardCharsets.UTF_8);
        if (reply.code() == 409 && said.contains("Apply failed with")) {
            record.invalid();
        }
    }
}
