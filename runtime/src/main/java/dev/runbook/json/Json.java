package dev.runbook.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;
import java.util.SequencedMap;

/** Writes and reads JSON. */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory().setCharacterEscapes(new SafeEscapes());

    private Json() {}

    /** JSON's null, where it is kept: our lists and maps cannot hold one. */
    public enum Null {
        NULL
    }

    /** Writes piece by piece, all on one line. */
    public static JsonGenerator writer(Writer to) throws IOException {
        return FACTORY.createGenerator(to);
    }

    /** Writes piece by piece, a field or an item a line, for people to look into. */
    public static JsonGenerator indented(Writer to) throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        return writer(to)
                .setPrettyPrinter(
                        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
    }

    /** An object on one line, without a line feed; texts, numbers, truths, lists, maps of these and nulls may stand in it. */
    public static String line(Map<String, ?> object) {
        StringWriter line = new StringWriter(256);
        try (JsonGenerator out = writer(line)) {
            JsonValues.write(out, object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    /** The first value of a text, whatever stands behind it; fields and items that are null are left out. */
    public static Object first(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new JsonValues(parser, false).value(parser.nextToken());
        }
    }

    /** An object that others wrote; fields and items that are null are left out. */
    public static Map<String, Object> object(String text) throws IOException {
        if (first(text) instanceof Map<?, ?> object) {
            return JsonValues.fields(object);
        }
        throw new NotJsonException("the answer is not a JSON object", false);
    }

    /** An object that is all of a text. A null stays, as {@link Null}. */
    public static SequencedMap<String, Object> whole(String text) throws NotJsonException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new NotJsonException("it is not a JSON object", true);
            }
            SequencedMap<String, Object> object = new JsonValues(parser, true).object();
            if (parser.nextToken() != null) {
                throw new NotJsonException("more follows after the JSON object", false);
            }
            return object;
        } catch (JsonProcessingException e) {
            throw new NotJsonException("it is not whole JSON" + place(e), true);
        } catch (NotJsonException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the mistake is; the parser's own words show what stands there, and nobody knows whose it is. */
    private static String place(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " (character " + e.getLocation().getColumnNr() + ")";
    }
}
