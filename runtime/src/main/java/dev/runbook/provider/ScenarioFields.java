package dev.runbook.provider;

import dev.runbook.diagnostic.Suggestion;
import dev.runbook.language.value.SemanticVersion;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One map of a file of scenarios, whose fields are all known. What is wrong in it is told with its place. */
public final class ScenarioFields {
    private final String place;
    private final Map<String, Object> fields;

    private ScenarioFields(String place, Map<String, Object> fields) {
        this.place = place;
        this.fields = fields;
    }

    /**
     * Takes a map that may have these fields and no other; nothing at all is an empty one.
     *
     * @param place what people call it
     */
    public static ScenarioFields of(String place, @Nullable Object yaml, String... known) throws ScenarioException {
        Map<String, Object> fields = anyMap(place, yaml);
        List<String> names = List.of(known);
        for (String field : fields.keySet()) {
            if (!names.contains(field)) {
                throw new ScenarioException(place + " has no field `" + field + "`. "
                        + Suggestion.nearest(field, names)
                                .map(near -> "Did you mean `" + near + "`?")
                                .orElse("It has " + String.join(", ", names) + "."));
            }
        }
        return new ScenarioFields(place, fields);
    }

    /** A map within this one, which may have these fields and no other. */
    public ScenarioFields inner(String field, String... known) throws ScenarioException {
        return of(place + ", `" + field + "`,", fields.get(field), known);
    }

    /** The maps of a list, or the one that stands there alone; each may have these fields and no other. */
    public List<ScenarioFields> inners(String field, String... known) throws ScenarioException {
        Object value = fields.get(field);
        List<?> maps = value == null || value instanceof List<?> ? list(field) : List.of(value);
        List<ScenarioFields> inners = new ArrayList<>();
        for (Object map : maps) {
            inners.add(of(place + ", `" + field + "`,", map, known));
        }
        return inners;
    }

    /** A map whose fields anybody may name. */
    public Map<String, Object> map(String field) throws ScenarioException {
        return anyMap(place + ", `" + field + "`,", fields.get(field));
    }

    /** Any map; nothing at all is an empty one. */
    public static Map<String, Object> anyMap(String place, @Nullable Object yaml) throws ScenarioException {
        return switch (yaml) {
            case null -> Map.of();
            case Map<?, ?> map -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((k, v) -> copy.put(String.valueOf(k), v));
                yield copy;
            }
            default -> throw new ScenarioException(place + " is a map: write `name: value` in it");
        };
    }

    public List<?> list(String field) throws ScenarioException {
        return switch (fields.get(field)) {
            case null -> List.of();
            case List<?> list -> list;
            default -> throw notA(field, "a list", "[one, two]");
        };
    }

    public List<String> texts(String field) throws ScenarioException {
        return list(field).stream().map(String::valueOf).toList();
    }

    /** A text, or a list of them. */
    public List<String> textOrTexts(String field) throws ScenarioException {
        return fields.get(field) instanceof String one ? List.of(one) : texts(field);
    }

    /** A map, or a list of them; none where nothing is written. */
    public List<?> oneOrMore(String field) throws ScenarioException {
        return fields.get(field) instanceof Map<?, ?> one ? List.of(one) : list(field);
    }

    public String text(String field, String otherwise) {
        return optional(field).orElse(otherwise);
    }

    public Optional<String> optional(String field) {
        return Optional.ofNullable(fields.get(field)).map(String::valueOf);
    }

    public boolean bool(String field) throws ScenarioException {
        return switch (fields.get(field)) {
            case null -> false;
            case Boolean bool -> bool;
            default -> throw notA(field, "true or false", "true");
        };
    }

    /** Whether the field has this very text. */
    public boolean is(String field, String text) {
        return text.equals(fields.get(field));
    }

    public int whole(String field) throws ScenarioException {
        return switch (fields.get(field)) {
            case null -> 0;
            case Integer whole -> whole;
            default -> throw notA(field, "an integer", "1");
        };
    }

    /** Seconds, minutes or hours, as {@code 20s}. */
    public Duration duration(String field, Duration otherwise) throws ScenarioException {
        try {
            return optional(field).map(text -> Duration.parse("PT" + text)).orElse(otherwise);
        } catch (DateTimeException e) {
            throw notA(field, "a duration", "20s");
        }
    }

    /** A version that is written in a field, or within it. */
    public SemanticVersion version(String field, String written) throws ScenarioException {
        return SemanticVersion.parse(written)
                .orElseThrow(() ->
                        wrong(place, field, "has \"" + written + "\", which is not a version. Write it like 1.16.0"));
    }

    /** What is wrong with a field of a scenario. */
    public static ScenarioException wrong(String place, String field, String what) {
        return new ScenarioException(place + ": `" + field + "` " + what);
    }

    /** A name in a field that nothing has: what was meant, or else what there is. */
    public static ScenarioException unknown(
            String place, String field, String what, Optional<String> near, String otherwise) {
        return wrong(
                place,
                field,
                what + ". "
                        + near.map(meant -> "Did you mean \"" + meant + "\"?").orElse(otherwise));
    }

    private ScenarioException notA(String field, String kind, String example) {
        return wrong(place, field, "is " + kind + ". Write it like `" + field + ": " + example + "`");
    }
}
