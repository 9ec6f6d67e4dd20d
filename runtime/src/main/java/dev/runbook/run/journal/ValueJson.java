package dev.runbook.run.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.re2j.Pattern;
import dev.runbook.json.Json;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values in JSON: strings, whole numbers, truths, nil and lists as JSON's own; everything else as an object whose first
 * field says what it is. A secret is its name alone.
 */
final class ValueJson {
    private ValueJson() {}

    static void write(JsonGenerator out, Value value) throws IOException {
        switch (value) {
            case Value.Text(String text) -> out.writeString(text);
            case Value.Int(long number) -> out.writeNumber(number);
            case Value.Bool(boolean holds) -> out.writeBoolean(holds);
            case Value.Nil nil -> out.writeNull();
            case Value.List(List<Value> items) -> {
                out.writeStartArray();
                for (Value item : items) {
                    write(out, item);
                }
                out.writeEndArray();
            }
            case Value.Duration(Duration duration) -> single(out, "duration", duration.toString());
            case Value.Version(SemanticVersion version) -> single(out, "version", version.text());
            case Value.Secret secret -> single(out, "secret", secret.name());
            case Value.Pattern(Pattern regex) -> {
                out.writeStartObject();
                out.writeStringField("regex", regex.pattern());
                out.writeNumberField("flags", regex.flags());
                out.writeEndObject();
            }
            case Value.Map(Map<String, Value> entries) -> {
                out.writeStartObject();
                out.writeFieldName("map");
                writeFields(out, entries);
                out.writeEndObject();
            }
            case Value.Entity(String type, Map<String, Value> fields) -> {
                out.writeStartObject();
                out.writeStringField("entity", type);
                out.writeFieldName("fields");
                writeFields(out, fields);
                out.writeEndObject();
            }
            case Resources resources -> write(out, resources);
            case Value.Unknown unknown ->
                throw new IllegalStateException("a run met a value that is not known: " + unknown.label());
        }
    }

    static void writeFields(JsonGenerator out, Map<String, Value> fields) throws IOException {
        out.writeStartObject();
        for (var field : fields.entrySet()) {
            out.writeFieldName(field.getKey());
            write(out, field.getValue());
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Resources resources) throws IOException {
        out.writeStartObject();
        out.writeStringField("resources", resources.label());
        out.writeArrayFieldStart("members");
        for (ResourceId member : resources.members()) {
            EntryWriter.resource(out, member);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("addresses");
        for (String address : resources.addresses()) {
            out.writeString(address);
        }
        out.writeEndArray();
        out.writeBooleanField("single", resources.single());
        out.writeEndObject();
    }

    private static void single(JsonGenerator out, String name, String text) throws IOException {
        out.writeStartObject();
        out.writeStringField(name, text);
        out.writeEndObject();
    }

    /** The value that JSON says, as {@link Json} reads JSON. */
    static Value read(Object json) {
        return switch (json) {
            case String text -> Value.of(text);
            case Long number -> Value.of(number);
            case Boolean holds -> Value.of(holds);
            case List<?> items ->
                new Value.List(items.stream().map(ValueJson::read).toList());
            case Map<?, ?> object -> read(JsonObject.of(object));
            case Json.Null nil -> Value.NIL;
            default ->
                throw new EntryJson.UnreadableEntryException(
                        "a value of JSON type " + json.getClass().getSimpleName() + " is not known");
        };
    }

    static Map<String, Value> readFields(JsonObject object) {
        Map<String, Value> fields = new LinkedHashMap<>();
        object.fields().forEach((name, json) -> fields.put(name, read(json)));
        return fields;
    }

    private static Value read(JsonObject object) {
        String kind =
                object.fields().isEmpty() ? "" : object.fields().firstEntry().getKey();
        return switch (kind) {
            case "duration" -> new Value.Duration(duration(object.text("duration")));
            case "version" ->
                new Value.Version(SemanticVersion.parse(object.text("version"))
                        .orElseThrow(() ->
                                new EntryJson.UnreadableEntryException(object.text("version") + " is not a version")));
            // The content of a secret is nowhere on the disk, so it does not come back.
            case "secret" -> new Value.Secret(object.text("secret"), "");
            case "regex" -> new Value.Pattern(Pattern.compile(object.text("regex"), (int) object.whole("flags")));
            case "map" -> new Value.Map(readFields(object.object("map")));
            case "entity" -> new Value.Entity(object.text("entity"), readFields(object.object("fields")));
            case "resources" ->
                new Resources(
                        object.text("resources"),
                        object.objects("members").stream()
                                .map(EntryReader::resource)
                                .toList(),
                        object.texts("addresses"),
                        object.bool("single"));
            default -> throw new EntryJson.UnreadableEntryException("a value of kind " + kind + " is not known");
        };
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new EntryJson.UnreadableEntryException(text + " is not a duration");
        }
    }
}
