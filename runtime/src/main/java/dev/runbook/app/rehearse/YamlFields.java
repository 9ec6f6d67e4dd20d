package dev.runbook.app.rehearse;

import dev.runbook.diagnostic.Suggestion;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One map of a YAML file, whose fields are all known. What is wrong in it is told with its place. */
final class YamlFields {
    private final String place;
    private final Map<String, Object> fields;

    private YamlFields(String place, Map<String, Object> fields) {
        this.place = place;
        this.fields = fields;
    }

    /**
     * Takes a map that may have these fields and no other; nothing at all is an empty one.
     *
     * @param place what people call it
     */
    static YamlFields of(String place, @Nullable Object yaml, String... known) throws Scenarios.ScenarioException {
        Map<String, Object> fields = anyMap(place, yaml);
        List<String> names = List.of(known);
        for (String field : fields.keySet()) {
            if (!names.contains(field)) {
                throw new Scenarios.ScenarioException(place + " has no field `" + field + "`. "
                        + Suggestion.nearest(field, names)
                                .map(near -> "Did you mean `" + near + "`?")
                                .orElse("It has " + String.join(", ", names) + "."));
            }
        }
        return new YamlFields(place, fields);
    }

    /** A map within this one, which may have these fields and no other. */
    YamlFields inner(String field, String... known) throws Scenarios.ScenarioException {
        return of(place + ", `" + field + "`,", fields.get(field), known);
    }

    /** A map whose fields anybody may name. */
    Map<String, Object> map(String field) throws Scenarios.ScenarioException {
        return anyMap(place + ", `" + field + "`,", fields.get(field));
    }

    /** Any map; nothing at all is an empty one. */
    static Map<String, Object> anyMap(String place, @Nullable Object yaml) throws Scenarios.ScenarioException {
        return switch (yaml) {
            case null -> Map.of();
            case Map<?, ?> map -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((k, v) -> copy.put(String.valueOf(k), v));
                yield copy;
            }
            default -> throw new Scenarios.ScenarioException(place + " is a map: write `name: value` in it");
        };
    }

    List<?> list(String field) throws Scenarios.ScenarioException {
        return switch (fields.get(field)) {
            case null -> List.of();
            case List<?> list -> list;
            default -> throw wrong(field, "a list", "[one, two]");
        };
    }

    List<String> texts(String field) throws Scenarios.ScenarioException {
        return list(field).stream().map(String::valueOf).toList();
    }

    String text(String field, String otherwise) {
        return optional(field).orElse(otherwise);
    }

    Optional<String> optional(String field) {
        return Optional.ofNullable(fields.get(field)).map(String::valueOf);
    }

    boolean bool(String field) throws Scenarios.ScenarioException {
        return switch (fields.get(field)) {
            case null -> false;
            case Boolean bool -> bool;
            default -> throw wrong(field, "true or false", "true");
        };
    }

    int whole(String field) throws Scenarios.ScenarioException {
        return switch (fields.get(field)) {
            case null -> 0;
            case Integer whole -> whole;
            default -> throw wrong(field, "an integer", "1");
        };
    }

    /** Seconds, minutes or hours, as {@code 20s}. */
    Duration duration(String field, Duration otherwise) throws Scenarios.ScenarioException {
        try {
            return optional(field).map(text -> Duration.parse("PT" + text)).orElse(otherwise);
        } catch (DateTimeException e) {
            throw wrong(field, "a duration", "20s");
        }
    }

    private Scenarios.ScenarioException wrong(String field, String kind, String example) {
        return new Scenarios.ScenarioException(
                place + ": `" + field + "` is " + kind + ". Write it like `" + field + ": " + example + "`");
    }
}
