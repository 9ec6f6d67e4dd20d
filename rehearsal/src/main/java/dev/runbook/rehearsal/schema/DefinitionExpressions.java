package dev.runbook.rehearsal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.runbook.rehearsal.api.FieldError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.cel.CelExpression;
import dev.runbook.rehearsal.cel.CelInvalidException;
import dev.runbook.rehearsal.cel.CelRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is wrong with the {@code x-kubernetes-validations} of a definition, and which of them this cluster cannot ask. */
public final class DefinitionExpressions {
    private static final List<String> REASONS =
            List.of("FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired");

    private final List<FieldError> wrong = new ArrayList<>();
    private final List<FieldError> notCompiled = new ArrayList<>();
    private final List<String> notEvaluated = new ArrayList<>();

    private DefinitionExpressions() {}

    public static DefinitionExpressions of(ObjectNode definition) {
        DefinitionExpressions found = new DefinitionExpressions();
        List<ObjectNode> versions = JsonTrees.objects(JsonTrees.at(definition, "spec", "versions"));
        List<JsonNode> schemas =
                versions.stream().map(DefinitionExpressions::schema).toList();
        // One schema for all versions is known to the server in another place.
        boolean one = Set.copyOf(schemas).size() == 1;
        for (int i = 0; i < (one ? 1 : schemas.size()); i++) {
            String path = one ? "spec.validation" : "spec.versions[" + i + "].schema";
            found.check(schemas.get(i), path + ".openAPIV3Schema", true, "");
        }
        return found;
    }

    private static JsonNode schema(ObjectNode version) {
        return JsonTrees.at(version, "schema", "openAPIV3Schema");
    }

    public List<FieldError> errors() {
        List<FieldError> all = new ArrayList<>(wrong);
        all.addAll(notCompiled);
        return all;
    }

    /** The rules that are not asked here. */
    public List<String> notEvaluated() {
        return notEvaluated;
    }

    /** @param uncorrelated the nearest place around it whose old value cannot be told; empty when there is none */
    private void check(JsonNode schema, String path, boolean resource, String uncorrelated) {
        JsonNode each = StructuralSchema.additional(schema);
        if (each.isObject()) {
            check(each, path + ".additionalProperties", isResource(each), uncorrelated);
        }
        schema.path("properties")
                .properties()
                .forEach(property -> check(
                        property.getValue(),
                        path + ".properties[" + property.getKey() + "]",
                        isResource(property.getValue()),
                        uncorrelated));
        JsonNode items = schema.path("items");
        if (items.isObject()) {
            boolean known = JsonTrees.text(schema, SchemaValidation.LIST_TYPE).equals("map");
            check(items, path + ".items", isResource(items), known || !uncorrelated.isEmpty() ? uncorrelated : path);
        }
        JsonNode rules = schema.path(SchemaRules.RULES);
        if (rules.isEmpty()) {
            return;
        }
        int before = wrong.size();
        for (int i = 0; i < rules.size(); i++) {
            shape(rules.path(i), schema, path + "." + SchemaRules.RULES + "[" + i + "]");
        }
        if (wrong.size() == before) {
            compile(rules, schema, path, resource, uncorrelated);
        }
    }

    private static boolean isResource(JsonNode schema) {
        return schema.path(StructuralSchema.EMBEDDED).asBoolean();
    }

    private void shape(JsonNode rule, JsonNode schema, String path) {
        String text = JsonTrees.text(rule, "rule").strip();
        String said = JsonTrees.text(rule, "message");
        if (text.isEmpty()) {
            wrong.add(FieldError.required(path + ".rule", "rule is not specified"));
        } else if (!said.isEmpty() && said.isBlank()) {
            invalid(path + ".message", said, "must be non-empty if specified");
        } else if (said.strip().contains("\n")) {
            invalid(path + ".message", said, "must not contain line breaks");
        } else if (text.contains("\n") && said.isEmpty()) {
            wrong.add(FieldError.required(path + ".message", "message must be specified if rule contains line breaks"));
        }
        if (rule.has("messageExpression")
                && JsonTrees.text(rule, "messageExpression").isBlank()) {
            wrong.add(FieldError.required(
                    path + ".messageExpression", "messageExpression must be non-empty if specified"));
        }
        if (rule.has("reason") && !REASONS.contains(JsonTrees.text(rule, "reason"))) {
            wrong.add(FieldError.unsupported(path + ".reason", rule.path("reason"), REASONS));
        }
        String field = JsonTrees.text(rule, "fieldPath");
        if (!field.isEmpty() && !FieldPathText.isIn(schema, field)) {
            invalid(path + ".fieldPath", field, "must be a valid path");
        }
    }

    private void invalid(String path, String value, String words) {
        wrong.add(FieldError.invalid(path, TextNode.valueOf(value), words));
    }

    private void compile(JsonNode rules, JsonNode schema, String path, boolean resource, String uncorrelated) {
        for (int i = 0; i < rules.size(); i++) {
            JsonNode rule = rules.path(i);
            String at = path + "." + SchemaRules.RULES + "[" + i + "]";
            Optional<CelRule> place = CelRule.place(schema, resource, SchemaRule.isOptional(rule));
            place.ifPresent(known -> compile(rule, known, at, uncorrelated));
        }
    }

    private void compile(JsonNode rule, CelRule place, String at, String uncorrelated) {
        String text = JsonTrees.text(rule, "rule");
        compiled(rule, at + ".rule", () -> {
            CelExpression compiled = place.rule(text);
            if (compiled.uses("oldSelf") && !uncorrelated.isEmpty()) {
                notCompiled.add(FieldError.invalid(
                        at + ".rule",
                        TextNode.valueOf(text),
                        "oldSelf cannot be used on the uncorrelatable portion of the schema within " + uncorrelated));
            } else if (!compiled.uses("oldSelf") && rule.has("optionalOldSelf")) {
                notCompiled.add(FieldError.invalid(
                        at + ".optionalOldSelf",
                        BooleanNode.valueOf(SchemaRule.isOptional(rule)),
                        "may not be set if oldSelf is not used in rule"));
            }
            return compiled;
        });
        String message = JsonTrees.text(rule, "messageExpression");
        if (!message.isEmpty()) {
            compiled(rule, at + ".messageExpression", () -> place.message(message));
        }
    }

    /** Compiles an expression. */
    private interface Compilation {
        CelExpression done() throws CelInvalidException;
    }

    private void compiled(JsonNode rule, String at, Compilation compilation) {
        try {
            compilation.done();
        } catch (CelInvalidException refused) {
            String why = String.valueOf(refused.getMessage());
            if (refused.isOurs()) {
                notEvaluated.add(JsonTrees.text(rule, "rule"));
            } else if (why.startsWith("ERROR: ")) {
                String kind = at.endsWith(".rule") ? "" : "messageExpression ";
                notCompiled.add(refused(rule, at, kind + "compilation failed: " + why));
            } else {
                notCompiled.add(refused(rule, at, why));
            }
        }
    }

    /** A rule as the server shows it, in the order and with the escapes of its own type. */
    private static FieldError refused(JsonNode rule, String at, String why) {
        ObjectNode kept = JsonTrees.object();
        kept.put("Rule", JsonTrees.text(rule, "rule"));
        kept.put("Message", JsonTrees.text(rule, "message"));
        kept.put("MessageExpression", JsonTrees.text(rule, "messageExpression"));
        kept.set("Reason", rule.get("reason"));
        kept.put("FieldPath", JsonTrees.text(rule, "fieldPath"));
        kept.set("OptionalOldSelf", rule.get("optionalOldSelf"));
        String shown =
                kept.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
        return new FieldError("FieldValueInvalid", at, "Invalid value: " + shown + ": " + why);
    }
}
