package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** What a request is answered with. */
public sealed interface ApiResponse {

    /** A JSON document. */
    record Document(int code, JsonNode body, String contentType) implements ApiResponse {}

    /** Plain bytes, such as a log. */
    @SuppressWarnings("ArrayRecordComponent") // written once and never compared
    record Bytes(int code, byte[] body, String contentType) implements ApiResponse {}

    /** A body that goes on as long as the writer does. */
    record Streaming(StreamWriter writer) implements ApiResponse {}

    /** An answer with what the server warns of, as the headers say it. */
    record Warned(List<String> warnings, ApiResponse response) implements ApiResponse {}

    /** Writes the body of a stream; ends when the client has gone or the time is up. */
    @FunctionalInterface
    interface StreamWriter {
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    static ApiResponse ok(JsonNode body) {
        return json(200, body);
    }

    static ApiResponse json(int code, JsonNode body) {
        return new Document(code, body, "application/json");
    }
}
