package dev.runbook.rehearsal.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The live server, of which nothing but GET can be asked, and no watch. */
record ReadOnlyServer(LiveServer server) {
    private static final String PAGE = "500";

    /** The server did not give what was asked for; the message says why. */
    static final class ReadRefused extends Exception {
        private static final long serialVersionUID = 1L;

        private final int code;

        ReadRefused(int code, String message) {
            super(message);
            this.code = code;
        }

        boolean isMissing() {
            return code == 404;
        }
    }

    ObjectNode get(String path) throws ReadRefused, InterruptedException {
        return get(path, Map.of());
    }

    private ObjectNode get(String path, Map<String, String> query) throws ReadRefused, InterruptedException {
        String target = path
                + (query.isEmpty()
                        ? ""
                        : new TreeMap<>(query)
                                .entrySet().stream()
                                        .map(one -> one.getKey() + "="
                                                + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                                        .collect(Collectors.joining("&", "?", "")));
        try {
            LiveServer.ServerReply reply = server.send(new LiveServer.ServerRequest(
                    "GET",
                    target,
                    Map.of("Accept", List.of("application/json"), "User-Agent", List.of("runbook")),
                    new byte[0]));
            if (reply.code() == 403) {
                throw new ReadRefused(403, "this account may not");
            }
            if (reply.code() / 100 != 2) {
                throw new ReadRefused(reply.code(), "the server answers " + reply.code());
            }
            if (JsonTrees.read(reply.body()) instanceof ObjectNode object) {
                return object;
            }
            throw new ReadRefused(0, "the answer is not understood");
        } catch (IOException lost) {
            throw new ReadRefused(0, "the server did not answer: " + lost.getMessage());
        }
    }

    /** All items of a list, page by page. */
    List<ObjectNode> list(String path, String labels) throws ReadRefused, InterruptedException {
        List<ObjectNode> items = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = get(path, Map.of("limit", PAGE, "labelSelector", labels, "continue", next));
            items.addAll(JsonTrees.objects(page.path("items")));
            next = JsonTrees.text(page, "metadata", "continue");
        } while (!next.isEmpty());
        return items;
    }
}
