package dev.runbook.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes fields of an open JSON object. */
public record JsonFields(JsonGenerator out) {
    public void text(String name, String text) throws IOException {
        out.writeStringField(name, text);
    }

    /** The field is left out where there is no text. */
    public void optional(String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            text(name, text.get());
        }
    }

    /** The field is left out where there is no number. */
    public void number(String name, OptionalInt number) throws IOException {
        if (number.isPresent()) {
            out.writeNumberField(name, number.getAsInt());
        }
    }

    public void texts(String name, List<String> texts) throws IOException {
        out.writeArrayFieldStart(name);
        for (String text : texts) {
            out.writeString(text);
        }
        out.writeEndArray();
    }
}
