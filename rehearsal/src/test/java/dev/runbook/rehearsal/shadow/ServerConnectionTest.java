package dev.runbook.rehearsal.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.rehearsal.live.LiveServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether a server is taken to be away. */
class ServerConnectionTest {
    private final List<String> asked = new ArrayList<>();
    private int answers = Integer.MAX_VALUE;
    private int code = 200;

    private final ServerConnection connection = new ServerConnection(request -> {
        asked.add(request.target());
        if (asked.size() > answers) {
            throw new IOException("connection refused");
        }
        return new LiveServer.ServerReply(
                request.target().equals("/version") ? 200 : code, "application/json", List.of(), new byte[0]);
    });

    private static LiveServer.ServerRequest request(String target) {
        return new LiveServer.ServerRequest("GET", target, Map.of(), new byte[0]);
    }

    @Test
    void a_server_that_has_no_answer_at_all_is_asked_nothing_more() throws Exception {
        answers = 1;
        assertEquals(200, connection.send(request("/api")).code());
        assertThrows(IOException.class, () -> connection.send(request("/apis")));
        assertThrows(IOException.class, () -> connection.send(request("/api/v1")));
        assertEquals(Optional.of("connection refused"), connection.lost());
        assertEquals(List.of("/api", "/apis", "/version"), asked);
    }

    @Test
    void a_server_behind_which_another_one_is_away_is_there() throws Exception {
        code = 503;
        assertEquals(
                503, connection.send(request("/apis/metrics.k8s.io/v1beta1")).code());
        assertEquals(Optional.empty(), connection.lost());
    }
}
