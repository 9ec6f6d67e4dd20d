package dev.runbook.rehearsal.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/** One thing that is wrong with one field, worded as the real server words it. */
public record FieldError(String reason, String field, String body) {

    public static FieldError required(String field, String detail) {
        return new FieldError("FieldValueRequired", field, "Required value" + tail(detail));
    }

    public static FieldError forbidden(String field, String detail) {
        return new FieldError("FieldValueForbidden", field, "Forbidden" + tail(detail));
    }

    /** The server prints the refused value as JSON: strings in quotes, a missing list or object as null. */
    public static FieldError invalid(String field, JsonNode value, String detail) {
        String shown = value.isMissingNode() ? "null" : JsonTrees.sortedText(value);
        return new FieldError("FieldValueInvalid", field, "Invalid value: " + shown + tail(detail));
    }

    public static FieldError unsupported(String field, JsonNode value, List<String> supported) {
        String values = supported.stream().map(text -> '"' + text + '"').collect(Collectors.joining(", "));
        return new FieldError(
                "FieldValueNotSupported",
                field,
                "Unsupported value: " + JsonTrees.sortedText(value) + ": supported values: " + values);
    }

    public static FieldError immutable(String field, JsonNode value) {
        return invalid(field, value, "field is immutable");
    }

    @Override
    public String toString() {
        return field + ": " + body;
    }

    private static String tail(String detail) {
        return detail.isEmpty() ? "" : ": " + detail;
    }
}
