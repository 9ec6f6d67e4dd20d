package dev.runbook.run.journal;

import dev.runbook.json.Json;
import dev.runbook.json.NotJsonException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** An object of JSON as it was read: strings, {@link Long}s, {@link Boolean}s, lists and objects. A field that is missing or of another type makes the line unreadable. */
record JsonObject(SequencedMap<String, Object> fields) {
    static JsonObject parse(String text) {
        try {
            return new JsonObject(Json.whole(text));
        } catch (NotJsonException e) {
            throw new EntryJson.UnreadableEntryException(
                    String.valueOf(e.getMessage()),
                    e.cut()
                            ? EntryJson.UnreadableEntryException.Why.CUT
                            : EntryJson.UnreadableEntryException.Why.SENSE);
        }
    }

    static JsonObject of(Map<?, ?> read) {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        read.forEach((name, value) -> fields.put(String.valueOf(name), value));
        return new JsonObject(fields);
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String text(String name) {
        return get(name, String.class);
    }

    Optional<String> optional(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    long whole(String name) {
        return get(name, Long.class);
    }

    boolean bool(String name) {
        return get(name, Boolean.class);
    }

    Duration millis(String name) {
        return Duration.ofMillis(whole(name));
    }

    Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeParseException e) {
            throw new EntryJson.UnreadableEntryException(text(name) + " is not a time");
        }
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text(name))) {
                return constant;
            }
        }
        throw new EntryJson.UnreadableEntryException("\"" + text(name) + "\" is not known as " + name);
    }

    Object any(String name) {
        return get(name, Object.class);
    }

    JsonObject object(String name) {
        return of(get(name, Map.class));
    }

    List<String> texts(String name) {
        return list(name, String.class);
    }

    List<JsonObject> objects(String name) {
        return list(name, Map.class).stream().map(JsonObject::of).toList();
    }

    private <T> List<T> list(String name, Class<T> type) {
        List<T> items = new ArrayList<>();
        for (Object item : get(name, List.class)) {
            items.add(cast(name, item, type));
        }
        return items;
    }

    private <T> T get(String name, Class<T> type) {
        return cast(name, fields.get(name), type);
    }

    private static <T> T cast(String name, @Nullable Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new EntryJson.UnreadableEntryException("the field \"" + name + "\" is missing or not a "
                    + (type == Map.class ? "Object" : type.getSimpleName()));
        }
        return type.cast(value);
    }
}
