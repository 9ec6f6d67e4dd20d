package dev.runbook.provider;

import dev.runbook.language.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in words what makes a thing that very thing. */
public final class Identities {
    private Identities() {}

    /** An identity of texts, each name before its text. */
    public static Value of(String... fields) {
        Map<String, Value> texts = new LinkedHashMap<>();
        for (int i = 0; i + 1 < fields.length; i += 2) {
            texts.put(fields[i], Value.of(fields[i + 1]));
        }
        return new Value.Map(texts);
    }

    public static String words(Value identity) {
        return switch (identity) {
            case Value.Nil _ -> "none";
            case Value.Text(String text) -> text;
            case Value.Int(long number) -> String.valueOf(number);
            case Value.List(List<Value> items) ->
                items.isEmpty() ? "none" : items.stream().map(Identities::words).collect(Collectors.joining(", "));
            case Value.Map(Map<String, Value> fields) ->
                fields.entrySet().stream()
                        .map(field -> field.getKey().replace('_', ' ') + " " + words(field.getValue()))
                        .collect(Collectors.joining(", "));
            case Value other -> other.toString();
        };
    }

    /** A text of an identity; empty where it has none. */
    public static String text(Value identity, String field) {
        return identity instanceof Value.Map(Map<String, Value> fields)
                        && fields.get(field) instanceof Value.Text(String text)
                ? text
                : "";
    }
}
