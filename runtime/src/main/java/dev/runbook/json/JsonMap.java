package dev.runbook.json;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** An object that another program wrote: what is missing, or is of another type, reads as empty. */
public record JsonMap(Map<?, ?> fields) {
    /** The object that a text holds. */
    public static JsonMap of(String text) throws IOException {
        return new JsonMap(Json.first(text) instanceof Map<?, ?> object ? object : Map.of());
    }

    /** The text of a field that holds no object and no list. */
    public String text(String name) {
        Object value = fields.get(name);
        return value == null || value == Json.Null.NULL || value instanceof Map || value instanceof List
                ? ""
                : String.valueOf(value);
    }

    public long number(String name) {
        return fields.get(name) instanceof Number number ? number.longValue() : 0;
    }

    public JsonMap object(String name) {
        return new JsonMap(fields.get(name) instanceof Map<?, ?> object ? object : Map.of());
    }

    public List<JsonMap> objects(String name) {
        return fields.get(name) instanceof List<?> list ? objects(list) : List.of();
    }

    /** The items of a list, each as an object. */
    public static List<JsonMap> objects(List<?> list) {
        return list.stream()
                .map(item -> new JsonMap(item instanceof Map<?, ?> object ? object : Map.of()))
                .toList();
    }
}
