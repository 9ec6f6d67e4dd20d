package dev.runbook.provider.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.text.FileName;
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
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = mapper.createObjectNode();
        root.put("kind", KIND)
                .put("database", database)
                .put("server", server)
                .put("server_version", serverVersion)
                .put("pg_dump_version", toolVersion)
                .put("taken_at", takenAt)
                .put("format", format)
                .put("bytes", bytes)
                .put("sha256", sha256);
        ArrayNode tables = root.putArray("tables");
        rows.forEach((table, count) -> tables.addObject().put("name", table).put("rows", count));
        try {
            return (mapper.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads one; the path is for the message when it is none. */
    static DumpManifest read(byte[] json, String path) {
        try {
            JsonNode root = new ObjectMapper().readTree(new String(json, StandardCharsets.UTF_8));
            if (!root.path("kind").asText().equals(KIND)) {
                throw PostgresFailures.of(
                        FileName.of(path) + " is no manifest of a dump that this runbook knows",
                        "Take it away to go without.");
            }
            Map<String, Long> rows = new LinkedHashMap<>();
            root.path("tables")
                    .forEach(table -> rows.put(
                            table.path("name").asText(), table.path("rows").asLong()));
            return new DumpManifest(
                    root.path("database").asText(),
                    root.path("server").asText(),
                    root.path("server_version").asText(),
                    root.path("pg_dump_version").asText(),
                    root.path("taken_at").asText(),
                    root.path("format").asText(),
                    root.path("bytes").asLong(),
                    root.path("sha256").asText(),
                    rows);
        } catch (JsonProcessingException e) {
            throw PostgresFailures.of(
                    FileName.of(path) + " cannot be read: it is not whole JSON", "Take it away to go without.");
        }
    }
}
