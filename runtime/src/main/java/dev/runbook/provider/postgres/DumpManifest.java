package dev.runbook.provider.postgres;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runbook.json.Json;
import dev.runbook.json.JsonFields;
import dev.runbook.json.JsonMap;
import dev.runbook.text.FileName;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of a finished dump, in a file beside it: by it a restore knows that the dump is whole, and that all of
 * it has come back.
 *
 * @param takenAt when it was taken, in UTC
 * @param rows of each table by {@code schema.name}; empty when they were not counted
 */
record DumpManifest(
        String database,
        String server,
        String serverVersion,
        String toolVersion,
        String takenAt,
        String format,
        long bytes,
        String sha256,
        Map<String, Long> rows) {
    private static final String KIND = "runbook-dump/1";

    /** The manifest's name, from the dump's. */
    static String path(String dump) {
        return dump + ".manifest.json";
    }

    long rowsInAll() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    byte[] json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Json.writer(text).useDefaultPrettyPrinter()) {
            JsonFields fields = new JsonFields(out);
            out.writeStartObject();
            fields.text("kind", KIND);
            fields.text("database", database);
            fields.text("server", server);
            fields.text("server_version", serverVersion);
            fields.text("pg_dump_version", toolVersion);
            fields.text("taken_at", takenAt);
            fields.text("format", format);
            out.writeNumberField("bytes", bytes);
            fields.text("sha256", sha256);
            out.writeArrayFieldStart("tables");
            for (Map.Entry<String, Long> table : rows.entrySet()) {
                out.writeStartObject();
                fields.text("name", table.getKey());
                out.writeNumberField("rows", table.getValue());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Reads one; the path is for the message when it is none. */
    static DumpManifest read(byte[] json, String path) {
        try {
            JsonMap root = JsonMap.of(new String(json, StandardCharsets.UTF_8));
            if (!root.text("kind").equals(KIND)) {
                throw PostgresFailures.of(
                        FileName.of(path) + " is not a dump manifest that this version of runbook reads",
                        "Remove it to go without.");
            }
            Map<String, Long> rows = new LinkedHashMap<>();
            root.objects("tables").forEach(table -> rows.put(table.text("name"), table.number("rows")));
            return new DumpManifest(
                    root.text("database"),
                    root.text("server"),
                    root.text("server_version"),
                    root.text("pg_dump_version"),
                    root.text("taken_at"),
                    root.text("format"),
                    root.number("bytes"),
                    root.text("sha256"),
                    rows);
        } catch (IOException e) {
            throw PostgresFailures.of(
                    FileName.of(path) + " cannot be read: it is not whole JSON", "Remove it to go without.");
        }
    }
}
