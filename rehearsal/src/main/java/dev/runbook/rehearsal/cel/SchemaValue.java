package dev.runbook.rehearsal.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.runbook.rehearsal.api.JsonTrees;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** JSON as expressions see it. */
final class SchemaValue {
    private SchemaValue() {}

    /** A value that a schema describes. */
    static Object of(JsonNode value, JsonNode schema, boolean resource) {
        if (value.isNull() || value.isMissingNode()) {
            return NullValue.NULL_VALUE;
        }
        if (value.isObject() && JsonTrees.text(schema, "type").equals("object")) {
            return object(value, resource ? SchemaType.withMetadata(schema) : schema);
        }
        if (value.isArray() && schema.path("items").isObject()) {
            JsonNode items = schema.path("items");
            List<Object> list = new ArrayList<>();
            value.forEach(item -> list.add(of(item, items, SchemaType.isResource(items))));
            return list;
        }
        if (value.isTextual() && JsonTrees.text(schema, "type").equals("string")) {
            return text(value.asText(), JsonTrees.text(schema, "format"));
        }
        if (value.isNumber() && JsonTrees.text(schema, "type").equals("number")) {
            return value.asDouble();
        }
        if (value.isNumber() && JsonTrees.text(schema, "type").equals("integer")) {
            return value.asLong();
        }
        return free(value);
    }

    private static Object object(JsonNode value, JsonNode schema) {
        JsonNode each = schema.path("additionalProperties");
        boolean fields = schema.has("properties");
        Map<String, Object> map = new HashMap<>();
        value.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode inner = schema.path("properties").path(name);
            if (!inner.isMissingNode()) {
                map.put(FieldEscape.of(name).orElse(name), of(field.getValue(), inner, SchemaType.isResource(inner)));
            } else if (each.isObject()) {
                map.put(name, of(field.getValue(), each, SchemaType.isResource(each)));
            } else if (!fields) {
                map.put(name, free(field.getValue()));
            }
        });
        return map;
    }

    private static Object text(String text, String format) {
        try {
            return switch (format) {
                case "byte" -> CelByteString.of(Base64.getDecoder().decode(text));
                case "duration" -> GoDuration.of(text);
                case "date" ->
                    LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
                case "date-time" -> instant(text);
                default -> text;
            };
        } catch (DateTimeException | IllegalArgumentException wrong) {
            return text;
        }
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    /** A value that nothing describes. */
    static Object free(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> map = new HashMap<>();
                value.properties().forEach(field -> map.put(field.getKey(), free(field.getValue())));
                yield map;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                value.forEach(item -> list.add(free(item)));
                yield list;
            }
            case STRING -> value.asText();
            case BOOLEAN -> value.asBoolean();
            case NUMBER -> value.isIntegralNumber() ? (Object) value.asLong() : (Object) value.asDouble();
            case NULL, MISSING, BINARY, POJO -> NullValue.NULL_VALUE;
        };
    }
}
