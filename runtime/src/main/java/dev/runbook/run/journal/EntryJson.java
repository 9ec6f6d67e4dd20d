package dev.runbook.run.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runbook.json.Json;
import dev.runbook.language.value.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;

/** A fact as one line of JSON, and a line of JSON as a fact. */
public final class EntryJson {
    /** The version of the form; the first line of a journal says it. */
    public static final int SCHEMA = 2;

    private EntryJson() {}

    /** The fact as a line for programs, with a line feed at its end and without the sums that a journal has. */
    public static byte[] write(Recorded recorded) {
        return line(recorded, recorded.sequence() == 1, false, "", "}\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A line of a journal as far as its own sum.
     *
     * @param says whether it says the form and the sums that are used from it on
     * @param previous the sum of the line before; empty when there is none
     */
    static String open(Recorded recorded, boolean says, String previous) {
        return line(recorded, says, says, previous, "");
    }

    private static String line(Recorded recorded, boolean schema, boolean sums, String previous, String end) {
        // Through text, not straight to bytes: half a surrogate pair in a program's output must not stop the run.
        StringWriter line = new StringWriter(512);
        try (JsonGenerator out = Json.writer(line)) {
            out.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            out.writeStartObject();
            if (schema) {
                out.writeNumberField("schema", SCHEMA);
            }
            if (sums) {
                out.writeStringField("sums", LineChecksum.ALGORITHM);
            }
            out.writeNumberField("seq", recorded.sequence());
            if (!previous.isEmpty()) {
                out.writeStringField("prev", previous);
            }
            out.writeStringField("time", time(recorded.time()));
            new EntryWriter(out).write(recorded.entry());
            out.writeRaw(end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    /**
     * The fact that a line says; fields that are not known are passed over.
     *
     * @throws Unreadable when the line is not a whole fact
     */
    public static Recorded read(String line) {
        return read(JsonObject.parse(line));
    }

    static Recorded read(JsonObject object) {
        return new Recorded(object.whole("seq"), object.instant("time"), EntryReader.read(object));
    }

    /** UTC with exactly three digits of milliseconds, so that lines compare as text; written by hand because the formatter costs start-up time. */
    static String time(Instant instant) {
        LocalDateTime t = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(24);
        text.append(t.getYear());
        two(text.append('-'), t.getMonthValue());
        two(text.append('-'), t.getDayOfMonth());
        two(text.append('T'), t.getHour());
        two(text.append(':'), t.getMinute());
        two(text.append(':'), t.getSecond());
        int millis = instant.getNano() / 1_000_000;
        two(text.append('.').append(millis / 100), millis % 100);
        return text.append('Z').toString();
    }

    private static void two(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** Writes a value as it stands in a journal. */
    public static void write(JsonGenerator out, Value value) throws IOException {
        ValueJson.write(out, value);
    }

    /** Writes named values as an object, each as it stands in a journal. */
    public static void write(JsonGenerator out, Map<String, Value> values) throws IOException {
        ValueJson.writeFields(out, values);
    }

    /** Named values that were written so. */
    public static Map<String, Value> values(Map<?, ?> json) {
        return ValueJson.readFields(JsonObject.of(json));
    }

    /** How names of enums stand in JSON. */
    public static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** How it is said whether a condition held. */
    public static String choice(boolean held) {
        return held ? "it holds" : "it does not hold";
    }

    /** A line is not a whole fact of a schema that we read. */
    public static final class UnreadableEntryException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Why why;

        /** What it is about the line. */
        enum Why {
            /** It is not even whole JSON, as one that was cut short. */
            CUT,
            /** It is whole, and says nothing that we know. */
            SENSE,
            /** Only another version of runbook can read it and all that follows. */
            FORM
        }

        UnreadableEntryException(String message) {
            this(message, Why.SENSE);
        }

        UnreadableEntryException(String message, Why why) {
            super(message);
            this.why = why;
        }

        Why why() {
            return why;
        }
    }
}
