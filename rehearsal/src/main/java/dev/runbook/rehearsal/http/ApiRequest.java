package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.protobuf.ProtobufBody;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** One request: its method, the segments of its path, its query, its headers and its body. */
@SuppressWarnings("ArrayRecordComponent") // lives as long as one exchange, and nobody compares it
public record ApiRequest(
        String method,
        List<String> path,
        Map<String, String> query,
        String accept,
        String contentType,
        String userAgent,
        Map<String, List<String>> impersonation,
        byte[] body) {
    public static final String PROTOBUF = "application/vnd.kubernetes.protobuf";

    /**
     * What a client asks.
     *
     * @param skipped how many characters of the path are the server's address
     */
    static ApiRequest of(HttpExchange exchange, int skipped) throws IOException {
        String target = exchange.getRequestURI().getRawPath().substring(skipped);
        List<String> path = Arrays.stream(target.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .map(ApiRequest::decoded)
                .toList();
        return new ApiRequest(
                exchange.getRequestMethod(),
                path,
                queryOf(exchange.getRequestURI().getRawQuery()),
                header(exchange, "Accept"),
                header(exchange, "Content-Type").split(";", 2)[0].trim(),
                header(exchange, "User-Agent"),
                impersonation(exchange),
                exchange.getRequestBody().readAllBytes());
    }

    public String query(String name) {
        return query.getOrDefault(name, "");
    }

    public boolean isFromHelm() {
        return userAgent.startsWith("Helm/");
    }

    public boolean asks(String name) {
        return query(name).equals("true") || query(name).equals("1");
    }

    /** Whether nothing is to be stored; refuses a value that says something else. */
    boolean isDryRun() {
        String dryRun = query("dryRun");
        if (!dryRun.isEmpty() && !dryRun.equals("All")) {
            throw ApiError.unprocessable(
                    "dryRun: Unsupported value: \"%s\": supported values: \"All\"".formatted(dryRun));
        }
        return dryRun.equals("All");
    }

    /** In whose name the client writes: what it says, or the first word of its user agent. */
    public String fieldManager() {
        String manager = query("fieldManager");
        return manager.isEmpty() ? userAgent.split("/", 2)[0] : manager;
    }

    /** The body as an object. */
    public ObjectNode object() {
        if (tree() instanceof ObjectNode object) {
            return object;
        }
        throw ApiError.badRequest("the body of the request is not an object");
    }

    /** The body as a tree, whatever form it came in. */
    public JsonNode tree() {
        try {
            if (contentType.equals(PROTOBUF)) {
                return ProtobufBody.read(body).orElseThrow(() -> ApiError.unsupportedMedia("application/json"));
            }
            if (contentType.endsWith("yaml")) {
                return yaml(new String(body, StandardCharsets.UTF_8));
            }
            return JsonTrees.read(body);
        } catch (IOException e) {
            throw ApiError.badRequest("couldn't get version/kind; json parse error: " + e.getMessage());
        }
    }

    /** How to delete: the real server reads that from the body alone when there is one, and from the query when there is none. */
    public ObjectNode deleteOptions() {
        if (body.length > 0) {
            return object();
        }
        ObjectNode options = JsonTrees.object();
        query.forEach((name, value) -> {
            switch (name) {
                case "propagationPolicy" -> options.put(name, value);
                case "gracePeriodSeconds" -> options.put(name, Long.parseLong(value));
                case "dryRun" -> options.putArray(name).add(value);
                default -> {}
            }
        });
        return options;
    }

    private static JsonNode yaml(String text) {
        try {
            Object value = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            if (value instanceof Map<?, ?> map) {
                Map<String, Object> named = new HashMap<>();
                map.forEach((key, item) -> named.put(String.valueOf(key), item));
                return JsonTrees.fromMap(named);
            }
        } catch (YAMLException e) {
            throw ApiError.badRequest("error decoding YAML: " + e.getMessage());
        }
        throw ApiError.badRequest("error decoding YAML: the body is not a map");
    }

    private static Map<String, String> queryOf(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                String[] sides = pair.split("=", 2);
                query.putIfAbsent(decoded(sides[0]), sides.length == 2 ? decoded(sides[1]) : "");
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** In whose name the client asks, when it says so. */
    private static Map<String, List<String>> impersonation(HttpExchange exchange) {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (name.toLowerCase(Locale.ROOT).startsWith("impersonate-")) {
                headers.put(name, List.copyOf(values));
            }
        });
        return headers;
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}
