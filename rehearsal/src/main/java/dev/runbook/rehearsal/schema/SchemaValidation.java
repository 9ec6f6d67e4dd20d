package dev.runbook.rehearsal.schema;

import static dev.runbook.rehearsal.schema.StructuralSchema.inside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.runbook.rehearsal.api.FieldError;
import dev.runbook.rehearsal.api.JsonTrees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Compares a value with a schema, in the order and the words of the real server. */
final class SchemaValidation {
    static final String LIST_TYPE = "x-kubernetes-list-type";

    private final List<FieldError> errors;

    /** @param errors gets what is wrong */
    SchemaValidation(List<FieldError> errors) {
        this.errors = errors;
    }

    /** Checks a whole object. */
    void root(JsonNode schema, JsonNode object) {
        check(schema, object, "");
    }

    private void check(JsonNode schema, JsonNode value, String path) {
        if (value.isNull() || wrongType(schema, value, path)) {
            return;
        }
        if (value.isTextual()) {
            text(schema, value, path);
        } else if (value.isNumber()) {
            number(schema, value, path);
        } else if (value.isArray()) {
            list(schema, value, path);
        } else if (value.isObject()) {
            object(schema, value, path);
        }
        allowed(schema, value, path);
        together(schema, value, path);
    }

    private boolean wrongType(JsonNode schema, JsonNode value, String path) {
        String is = type(value);
        String wanted = schema.path("x-kubernetes-int-or-string").asBoolean()
                ? "integer,string"
                : JsonTrees.text(schema, "type");
        boolean fits = wanted.isEmpty()
                || List.of(wanted.split(",", -1)).contains(is)
                || (is.equals("integer") && wanted.equals("number"));
        if (!fits) {
            add("FieldValueTypeInvalid", path, TextNode.valueOf(is), "must be of type " + wanted + ": \"" + is + "\"");
        }
        return !fits;
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case ARRAY -> "array";
            case NUMBER -> value.asDouble() == Math.rint(value.asDouble()) ? "integer" : "number";
            default -> "object";
        };
    }

    private void text(JsonNode schema, JsonNode value, String path) {
        String text = value.asText();
        int length = text.codePointCount(0, text.length());
        if (schema.has("maxLength") && length > schema.path("maxLength").asInt()) {
            errors.add(new FieldError(
                    "FieldValueTooLong",
                    path,
                    "Too long: may not be more than " + schema.path("maxLength").asText() + " bytes"));
            return;
        }
        if (schema.has("minLength") && length < schema.path("minLength").asInt()) {
            invalid(
                    path,
                    value,
                    "should be at least " + schema.path("minLength").asText() + " chars long");
        }
        String pattern = JsonTrees.text(schema, "pattern");
        if (!pattern.isEmpty() && !Pattern.compile(pattern).matcher(text).find()) {
            invalid(path, value, "should match '" + pattern + "'");
        }
        String format = JsonTrees.text(schema, "format");
        if (!TextFormat.fits(format, text)) {
            add("FieldValueTypeInvalid", path, value, "must be of type " + format + ": " + JsonTrees.sortedText(value));
        }
    }

    private void number(JsonNode schema, JsonNode value, String path) {
        double is = value.asDouble();
        JsonNode most = schema.path("maximum");
        JsonNode least = schema.path("minimum");
        JsonNode step = schema.path("multipleOf");
        if (most.isNumber()) {
            boolean open = schema.path("exclusiveMaximum").asBoolean();
            if (is > most.asDouble() || (open && is == most.asDouble())) {
                invalid(path, value, "should be less than " + (open ? "" : "or equal to ") + most.asText());
            }
        }
        if (least.isNumber()) {
            boolean open = schema.path("exclusiveMinimum").asBoolean();
            if (is < least.asDouble() || (open && is == least.asDouble())) {
                invalid(path, value, "should be greater than " + (open ? "" : "or equal to ") + least.asText());
            }
        }
        if (step.isNumber()
                && value.decimalValue().remainder(step.decimalValue()).signum() != 0) {
            invalid(path, value, "should be a multiple of " + step.asText());
        }
    }

    private void list(JsonNode schema, JsonNode value, String path) {
        size(schema, value, path, "Items", "items");
        Set<JsonNode> seen = new HashSet<>();
        for (int i = 0; i < value.size(); i++) {
            JsonNode item = value.path(i);
            String place = path + "[" + i + "]";
            int before = errors.size();
            check(schema.path("items"), item, place);
            if (errors.size() > before) {
                continue;
            }
            JsonNode identity = switch (JsonTrees.text(schema, LIST_TYPE)) {
                case "set" -> item;
                case "map" -> keys(schema, item);
                default -> IntNode.valueOf(i);
            };
            if (!seen.add(identity)) {
                errors.add(new FieldError(
                        "FieldValueDuplicate", place, "Duplicate value: " + JsonTrees.sortedText(identity)));
            }
        }
    }

    static JsonNode keys(JsonNode schema, JsonNode item) {
        ObjectNode keys = JsonTrees.object();
        schema.path("x-kubernetes-list-map-keys").forEach(key -> {
            if (item.has(key.asText())) {
                keys.set(key.asText(), item.path(key.asText()));
            }
        });
        return keys;
    }

    private void object(JsonNode schema, JsonNode value, String path) {
        if (schema.path(StructuralSchema.EMBEDDED).asBoolean()) {
            require(value, "apiVersion", path);
            require(value, "kind", path);
        }
        size(schema, value, path, "Properties", "properties");
        schema.path("required").forEach(field -> require(value, field.asText(), path));
        value.properties().forEach(field -> {
            JsonNode inner = schema.path("properties").path(field.getKey());
            check(
                    inner.isMissingNode() ? StructuralSchema.additional(schema) : inner,
                    field.getValue(),
                    inside(path, field.getKey()));
        });
    }

    private void require(JsonNode value, String field, String path) {
        if (!value.hasNonNull(field)) {
            errors.add(FieldError.required(inside(path, field), ""));
        }
    }

    private void size(JsonNode schema, JsonNode value, String path, String limit, String words) {
        JsonNode most = schema.path("max" + limit);
        JsonNode least = schema.path("min" + limit);
        if (most.isNumber() && value.size() > most.asInt()) {
            errors.add(new FieldError(
                    "FieldValueTooMany",
                    path,
                    "Too many: " + value.size() + ": must have at most " + most.asText()
                            + (most.asInt() == 1 ? " item" : " items")));
        }
        if (least.isNumber() && value.size() < least.asInt()) {
            invalid(path, IntNode.valueOf(value.size()), "should have at least " + least.asText() + " " + words);
        }
    }

    private void allowed(JsonNode schema, JsonNode value, String path) {
        JsonNode choices = schema.path("enum");
        for (JsonNode choice : choices) {
            if (choice.equals(value)) {
                return;
            }
        }
        if (choices.isArray()) {
            errors.add(FieldError.unsupported(path, value, JsonTrees.texts(choices)));
        }
    }

    /** What several schemas say together of one value. */
    private void together(JsonNode schema, JsonNode value, String path) {
        all(schema.path("allOf"), value, path);
        some(schema.path("anyOf"), value, path, false);
        some(schema.path("oneOf"), value, path, true);
        if (schema.has("not") && problems(schema.path("not"), value, path).isEmpty()) {
            choice(path, "must not validate the schema (not)");
        }
    }

    private void all(JsonNode schemas, JsonNode value, String path) {
        int failing = 0;
        for (JsonNode schema : schemas) {
            List<FieldError> problems = problems(schema, value, path);
            errors.addAll(problems);
            failing += problems.isEmpty() ? 0 : 1;
        }
        if (failing > 0) {
            choice(
                    path,
                    "must validate all the schemas (allOf)" + (failing == schemas.size() ? ". None validated" : ""));
        }
    }

    private void some(JsonNode schemas, JsonNode value, String path, boolean one) {
        if (!schemas.isArray()) {
            return;
        }
        List<List<FieldError>> all = new ArrayList<>();
        schemas.forEach(schema -> all.add(problems(schema, value, path)));
        long fitting = all.stream().filter(List::isEmpty).count();
        if (fitting == 0) {
            choice(
                    path,
                    one
                            ? "must validate one and only one schema (oneOf). Found none valid"
                            : "must validate at least one schema (anyOf)");
            errors.addAll(all.getFirst());
        } else if (one && fitting > 1) {
            choice(path, "must validate one and only one schema (oneOf). Found " + fitting + " valid alternatives");
        }
    }

    private static List<FieldError> problems(JsonNode schema, JsonNode value, String path) {
        List<FieldError> errors = new ArrayList<>();
        new SchemaValidation(errors).check(schema, value, path);
        return errors;
    }

    private void choice(String path, String words) {
        errors.add(FieldError.invalid("<nil>", TextNode.valueOf(""), "\"" + path + "\" " + words));
    }

    private void invalid(String path, JsonNode value, String words) {
        add("FieldValueInvalid", path, value, words);
    }

    private void add(String reason, String path, JsonNode value, String words) {
        errors.add(new FieldError(
                reason, path, "Invalid value: " + JsonTrees.sortedText(value) + ": " + path + " in body " + words));
    }
}
