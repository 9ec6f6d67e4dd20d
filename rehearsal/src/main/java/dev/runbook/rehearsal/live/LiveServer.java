package dev.runbook.rehearsal.live;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The real API server, asked with the operator's own credentials. */
@FunctionalInterface
public interface LiveServer {
    ServerReply send(ServerRequest request) throws IOException, InterruptedException;

    /**
     * A request.
     *
     * @param target the path and the query, encoded
     * @param headers beside those that say who asks
     * @param body empty when there is none
     */
    @SuppressWarnings("ArrayRecordComponent") // lives as long as one exchange, and nobody compares it
    record ServerRequest(String method, String target, Map<String, List<String>> headers, byte[] body) {}

    /** What came back. */
    @SuppressWarnings("ArrayRecordComponent") // lives as long as one exchange, and nobody compares it
    record ServerReply(int code, String contentType, List<String> warnings, byte[] body) {
        public boolean isSuccess() {
            return code / 100 == 2;
        }
    }
}
