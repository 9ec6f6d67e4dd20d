package dev.runbook.run.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** An object of JSON as it was read: strings, {@link Long}s, {@link Boolean}s, lists and objects. A field that is missing or of another type makes the line unreadable. */
record JsonObject(SequencedMap<String, Object> fields) {
    /** JSON's null, which our lists cannot hold. */
    enum Null {
        NULL
    }

    static JsonObject parse(JsonFactory json, String text) {
        try (JsonParser parser = json.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new EntryJson.UnreadableEntryException(
                        "it is not a JSON object", EntryJson.UnreadableEntryException.Why.CUT);
            }
            JsonObject object = object(parser);
            if (parser.nextToken() != null) {
                throw new EntryJson.UnreadableEntryException("more follows after the JSON object");
            }
            return object;
        } catch (JsonProcessingException e) {
            throw new EntryJson.UnreadableEntryException(
                    "it is not whole JSON" + place(e), EntryJson.UnreadableEntryException.Why.CUT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the mistake is; the parser's own words show what stands there, and nobody knows whose it is. */
    private static String place(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " (character " + e.getLocation().getColumnNr() + ")";
    }

    private static JsonObject object(JsonParser parser) throws IOException {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            fields.put(name, value(parser, parser.nextToken()));
        }
        return new JsonObject(fields);
    }

    private static Object value(JsonParser parser, @Nullable JsonToken token) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            return object(parser);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> items = new ArrayList<>();
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                items.add(value(parser, next));
            }
            return items;
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getLongValue();
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        return token == JsonToken.VALUE_NULL ? Null.NULL : parser.getText();
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

    boolean truth(String name) {
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
        return get(name, JsonObject.class);
    }

    List<String> texts(String name) {
        return list(name, String.class);
    }

    List<JsonObject> objects(String name) {
        return list(name, JsonObject.class);
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
                    + type.getSimpleName().replace("Json", ""));
        }
        return type.cast(value);
    }
}
