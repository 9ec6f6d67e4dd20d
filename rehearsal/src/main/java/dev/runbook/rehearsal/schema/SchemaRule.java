package dev.runbook.rehearsal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.runbook.rehearsal.api.FieldError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.cel.CelExpression;
import dev.runbook.rehearsal.cel.CelFailureException;
import dev.runbook.rehearsal.cel.CelInvalidException;
import dev.runbook.rehearsal.cel.CelRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a schema.
 *
 * @param rule as the definition has it
 * @param type of the values that it is asked of
 */
record SchemaRule(
        JsonNode rule,
        String type,
        CelRule place,
        CelExpression expression,
        @Nullable CelExpression message) {
    private static final int LONGEST_MESSAGE = 5 * 1024;

    /** Those that this cluster can ask; the definition was refused, or whoever made it was told, where it cannot. */
    static List<SchemaRule> compiled(JsonNode rules, JsonNode schema, boolean resource) {
        List<SchemaRule> compiled = new ArrayList<>();
        Optional<CelRule> now = CelRule.place(schema, resource, false);
        Optional<CelRule> optional = hasOptional(rules) ? CelRule.place(schema, resource, true) : Optional.empty();
        for (JsonNode rule : rules) {
            (isOptional(rule) ? optional : now)
                    .flatMap(place -> compiled(rule, JsonTrees.text(schema, "type"), place))
                    .ifPresent(compiled::add);
        }
        return compiled;
    }

    static boolean isOptional(JsonNode rule) {
        return rule.path("optionalOldSelf").asBoolean();
    }

    private static boolean hasOptional(JsonNode rules) {
        for (JsonNode rule : rules) {
            if (isOptional(rule)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<SchemaRule> compiled(JsonNode rule, String type, CelRule place) {
        String message = JsonTrees.text(rule, "messageExpression");
        try {
            return Optional.of(new SchemaRule(
                    rule,
                    type,
                    place,
                    place.rule(JsonTrees.text(rule, "rule")),
                    message.isEmpty() ? null : place.message(message)));
        } catch (CelInvalidException notHere) {
            return Optional.empty();
        }
    }

    void ask(SchemaRules.Spot spot, List<FieldError> errors, Consumer<String> warnings) {
        boolean aboutChange = expression.uses("oldSelf");
        if (aboutChange && spot.old() == null && !isOptional(rule)) {
            return;
        }
        try {
            if (!place.evaluated(expression, spot.value(), spot.old()).equals(true)) {
                FieldError refusal = refusal(spot);
                if (!aboutChange && spot.unchanged()) {
                    warnings.accept(refusal.toString());
                } else {
                    errors.add(refusal);
                }
            }
        } catch (CelFailureException failed) {
            errors.add(invalid(field(spot.path()), failure(String.valueOf(failed.getMessage()))));
        }
    }

    private String failure(String why) {
        return why.startsWith("no such overload")
                ? "'%s': call arguments did not match a supported operator, function or macro signature for rule: %s"
                        .formatted(why, name())
                : why + " evaluating rule: " + name();
    }

    private FieldError refusal(SchemaRules.Spot spot) {
        String path = FieldPathText.joined(spot.path(), JsonTrees.text(rule, "fieldPath"));
        String words = message == null ? own() : computed(message, spot).orElseGet(this::own);
        return switch (JsonTrees.text(rule, "reason")) {
            case "FieldValueForbidden" -> FieldError.forbidden(field(path), words);
            case "FieldValueRequired" -> FieldError.required(field(path), words);
            case "FieldValueDuplicate" ->
                new FieldError("FieldValueDuplicate", field(path), "Duplicate value: \"" + type + "\"");
            default -> invalid(field(path), words);
        };
    }

    private Optional<String> computed(CelExpression text, SchemaRules.Spot spot) {
        try {
            String words = String.valueOf(place.evaluated(text, spot.value(), spot.old()))
                    .strip();
            boolean usable = !words.isEmpty() && words.length() <= LONGEST_MESSAGE && !words.contains("\n");
            return usable ? Optional.of(words) : Optional.empty();
        } catch (CelFailureException failed) {
            return Optional.empty();
        }
    }

    /** What the rule says without an expression for it. */
    private String own() {
        return JsonTrees.text(rule, "message").isEmpty() ? "failed rule: " + name() : name();
    }

    private String name() {
        String message = JsonTrees.text(rule, "message");
        return message.isEmpty() ? JsonTrees.text(rule, "rule").strip() : message.strip();
    }

    private FieldError invalid(String path, String words) {
        return FieldError.invalid(path, TextNode.valueOf(type), words);
    }

    private static String field(String path) {
        return path.isEmpty() ? "<nil>" : path;
    }
}
