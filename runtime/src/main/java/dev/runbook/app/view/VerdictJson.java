package dev.runbook.app.view;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runbook.app.foresee.Foresight;
import dev.runbook.json.Json;
import dev.runbook.json.JsonFields;
import dev.runbook.provider.Impact;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** What will happen, as JSON. */
public final class VerdictJson {
    private VerdictJson() {}

    /** All of it, on one line. */
    public static String of(Foresight foresight) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Json.writer(text)) {
            write(out, foresight);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Writes it as an object. */
    static void write(JsonGenerator out, Foresight foresight) throws IOException {
        JsonFields fields = new JsonFields(out);
        out.writeStartObject();
        fields.text("outcome", foresight.outcome().name().toLowerCase(Locale.ROOT));
        out.writeArrayFieldStart("reasons");
        for (Foresight.Reason reason : foresight.reasons()) {
            out.writeStartObject();
            fields.text("step", reason.step());
            fields.text("class", reason.kind());
            fields.text("text", reason.text());
            fields.text("source", reason.source());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("losses");
        for (Impact.Loss loss : foresight.impact().losses()) {
            out.writeStartObject();
            fields.text("kind", loss.object().kind());
            fields.text("namespace", loss.object().namespace());
            fields.text("name", loss.object().name());
            fields.text("why", loss.words());
            out.writeEndObject();
        }
        out.writeEndArray();
        fields.texts("costs", foresight.impact().costs());
        out.writeArrayFieldStart("assumed");
        for (Foresight.Assumption assumption : foresight.assumptions()) {
            out.writeStartObject();
            fields.text("step", assumption.step());
            fields.text("what", assumption.what());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
