package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.LabelSelector;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import dev.runbook.rehearsal.shadow.Overlay.Backing;
import dev.runbook.rehearsal.shadow.Overlay.ObjectState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Webhooks that a step before has made or changed: the server asks them for what is written after them, and here nobody does. */
record NewWebhooks(ShadowState state) {
    static final String GROUP = "admissionregistration.k8s.io";
    static final List<String> CONFIGURATIONS =
            List.of("validatingwebhookconfigurations", "mutatingwebhookconfigurations");

    /** The names of those that must answer before an object is written. */
    List<String> asked(ResourceAddress where, @Nullable ObjectNode before, ObjectNode object, Sender sender)
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
                        if (!known.contains(bare(webhook)) && isAsked(webhook, where, before, object, sender)) {
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
            ObjectNode webhook, ResourceAddress where, @Nullable ObjectNode before, ObjectNode object, Sender sender)
            throws InterruptedException {
        boolean ruled = JsonTrees.objects(webhook.path("rules")).stream()
                .anyMatch(rule -> has(rule, "operations", before == null ? "CREATE" : "UPDATE")
                        && has(rule, "apiGroups", where.group())
                        && (has(rule, "resources", where.plural()) || has(rule, "resources", "*/*")));
        return ruled
                && !JsonTrees.text(webhook, "failurePolicy").equals("Ignore")
                && selects(webhook, "objectSelector", Meta.labels(object))
                && (where.namespace().isEmpty()
                        || selects(webhook, "namespaceSelector", labels(where.namespace(), sender)));
    }

    private static boolean has(JsonNode rule, String field, String wanted) {
        return !Collections.disjoint(JsonTrees.texts(rule.path(field)), Set.of(wanted, "*"));
    }

    private static boolean selects(ObjectNode webhook, String selector, Map<String, String> labels) {
        return LabelSelector.of(webhook.path(selector)).matches(labels);
    }

    private Map<String, String> labels(String namespace, Sender sender) throws InterruptedException {
        ResourceAddress where = new ResourceAddress("", "v1", "namespaces", "", namespace, "");
        Optional<ObjectNode> found = state.overlay().get(where.key()).stream()
                .flatMap(entry -> entry instanceof ObjectState.StoredObject there
                        ? Stream.of(there.object())
                        : Stream.<ObjectNode>empty())
                .findFirst();
        try {
            found = found.isPresent() ? found : state.onServer(where, sender);
        } catch (ApiError unreadable) {
            found = Optional.empty();
        }
        return found.map(Meta::labels).orElse(Map.of("kubernetes.io/metadata.name", namespace));
    }
}
