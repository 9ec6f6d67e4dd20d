package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ResourceType;
import java.util.Optional;

/** Rules that this cluster keeps and does not go by, which whoever writes them is to know. */
final class NotEvaluated {
    private NotEvaluated() {}

    static Optional<String> of(ResourceType type, ObjectNode object) {
        String what = type.kind() + " \"" + Meta.name(object) + "\"";
        return switch (type.kind()) {
            case "ValidatingAdmissionPolicy", "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration" ->
                Optional.of(what + " is not asked in a rehearsal");
            case "CustomResourceDefinition" ->
                object.findPath("x-kubernetes-validations").isMissingNode()
                        ? Optional.empty()
                        : Optional.of("the x-kubernetes-validations of " + what + " are not evaluated in a rehearsal");
            default -> Optional.empty();
        };
    }
}
