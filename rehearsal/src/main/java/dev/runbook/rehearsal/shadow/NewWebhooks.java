package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import dev.runbook.rehearsal.shadow.Overlay.Backing;
import dev.runbook.rehearsal.shadow.Overlay.ObjectState;
import java.util.ArrayList;
import java.util.List;

/** Webhooks that a step before has made or changed: the server asks them for what is written after them, and here nobody does. */
record NewWebhooks(ShadowState state) {
    static final String GROUP = "admissionregistration.k8s.io";
    static final List<String> CONFIGURATIONS =
            List.of("validatingwebhookconfigurations", "mutatingwebhookconfigurations");

    /** The names of those that must answer before an operation on an object. */
    List<String> asked(ResourceAddress where, String operation, ObjectNode object, Sender sender)
            throws InterruptedException {
        List<String> asked = new ArrayList<>();
        if (where.group().equals(GROUP)) {
            return asked;
        }
        for (String plural : CONFIGURATIONS) {
            for (ObjectState entry : state.overlay().of(GROUP, plural, "").values()) {
                if (entry instanceof ObjectState.StoredObject there) {
                    List<ObjectNode> known = known(plural, there, sender);
                    for (ObjectNode webhook : JsonTrees.objects(there.object().path("webhooks"))) {
                        if (!known.contains(bare(webhook)) && isAsked(webhook, operation, where, object, sender)) {
                            asked.add(JsonTrees.text(webhook, "name"));
                        }
                    }
                }
            }
        }
        return asked;
    }

    /** Those that the server asks already, when a dry run comes. */
    private List<ObjectNode> known(String plural, ObjectState.StoredObject there, Sender sender)
            throws InterruptedException {
        if (there.backing() != Backing.SAME) {
            return List.of();
        }
        ResourceAddress where = new ResourceAddress(GROUP, "v1", plural, "", Meta.name(there.object()), "");
        return state.onServer(where, sender).stream()
                .flatMap(live -> JsonTrees.objects(live.path("webhooks")).stream())
                .map(NewWebhooks::bare)
                .toList();
    }

    /** Without what its own program writes into it. */
    private static ObjectNode bare(ObjectNode webhook) {
        ObjectNode bare = webhook.deepCopy();
        JsonTrees.child(bare, "clientConfig").remove("caBundle");
        return bare;
    }

    private boolean isAsked(
            ObjectNode webhook, String operation, ResourceAddress where, ObjectNode object, Sender sender)
            throws InterruptedException {
        return AdmissionScope.isRuled(webhook.path("rules"), operation, where)
                && !JsonTrees.text(webhook, "failurePolicy").equals("Ignore")
                && new AdmissionScope(state).selects(webhook, where, object, sender);
    }
}
