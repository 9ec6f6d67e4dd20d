package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.LabelSelector;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import dev.runbook.rehearsal.shadow.Overlay.ObjectState;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which writes a webhook or a policy is asked about, by its rules and selectors; conditions in CEL are taken to hold. */
record AdmissionScope(ShadowState state) {
    /** Whether one of these rules names an operation on a resource. */
    static boolean isRuled(JsonNode rules, String operation, ResourceAddress where) {
        return JsonTrees.objects(rules).stream()
                .anyMatch(rule -> has(rule, "operations", operation)
                        && has(rule, "apiGroups", where.group())
                        && (has(rule, "resources", where.plural()) || has(rule, "resources", "*/*")));
    }

    private static boolean has(JsonNode rule, String field, String wanted) {
        return !Collections.disjoint(JsonTrees.texts(rule.path(field)), Set.of(wanted, "*"));
    }

    /** Whether the selectors of a webhook or of the constraints of a policy choose an object. */
    boolean selects(JsonNode selectors, ResourceAddress where, ObjectNode object, Sender sender)
            throws InterruptedException {
        return LabelSelector.of(selectors.path("objectSelector")).matches(Meta.labels(object))
                && (where.namespace().isEmpty()
                        || !selectors.has("namespaceSelector")
                        || LabelSelector.of(selectors.path("namespaceSelector"))
                                .matches(labels(where.namespace(), sender)));
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
