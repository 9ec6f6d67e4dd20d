package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.schema.DefinitionExpressions;
import java.util.List;

/** Rules that this cluster keeps and does not go by, which whoever writes them is to know. */
final class NotEvaluated {
    private NotEvaluated() {}

    static List<String> of(ResourceType type, ObjectNode object) {
        String what = type.kind() + " \"" + Meta.name(object) + "\"";
        return switch (type.kind()) {
            case "ValidatingAdmissionPolicy", "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration" ->
                List.of(what + " is not asked in a rehearsal");
            case "CustomResourceDefinition" ->
                DefinitionExpressions.of(object).notEvaluated().stream()
                        .map(rule -> "the rule " + rule + " of " + what + " is not evaluated in a rehearsal")
                        .toList();
            default -> List.of();
        };
    }
}
