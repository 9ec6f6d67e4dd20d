package dev.runbook.rehearsal.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.runbook.rehearsal.api.FieldError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.schema.DefinitionExpressions;
import java.util.ArrayList;
import java.util.List;

/** What a custom resource definition must look like. */
final class DefinitionRules {
    private DefinitionRules() {}

    static List<FieldError> errors(ObjectNode definition) {
        List<FieldError> errors = new ArrayList<>();
        JsonNode spec = definition.path("spec");
        String wanted = JsonTrees.text(spec, "names", "plural") + "." + JsonTrees.text(spec, "group");
        if (!Meta.name(definition).equals(wanted)) {
            errors.add(FieldError.invalid(
                    "metadata.name",
                    TextNode.valueOf(Meta.name(definition)),
                    "must be spec.names.plural+\".\"+spec.group"));
        }
        int stored = 0;
        for (int i = 0; i < spec.path("versions").size(); i++) {
            JsonNode version = spec.path("versions").path(i);
            stored += version.path("storage").asBoolean() ? 1 : 0;
            if (!JsonTrees.at(version, "schema", "openAPIV3Schema").isObject()) {
                errors.add(FieldError.required("spec.versions[" + i + "].schema.openAPIV3Schema", ""));
            }
        }
        if (stored != 1) {
            errors.add(FieldError.invalid(
                    "spec.versions", spec.path("versions"), "must have exactly one version marked as storage version"));
        }
        errors.addAll(DefinitionExpressions.of(definition).errors());
        return errors;
    }
}
