package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.patch.PatchKind;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The only way to the real server. Whatever goes through is written anew from what was understood: a read of what can be
 * read without an effect, or a write as a dry run. All else is refused here, and nothing is sent.
 */
final class DryRunGate {
    private static final Set<String> READ_QUERY = Set.of(
            "labelSelector",
            "fieldSelector",
            "limit",
            "continue",
            "resourceVersion",
            "resourceVersionMatch",
            "timeout");
    private static final Set<String> LOG_QUERY =
            Set.of("container", "previous", "sinceSeconds", "tailLines", "limitBytes", "timestamps");
    private static final Set<String> WRITE_QUERY = Set.of("fieldManager", "fieldValidation", "force");
    /** Documents that tell of the server: nothing else is read that is no object. */
    private static final Pattern DOCUMENT = Pattern.compile(
            "version|healthz|livez|readyz|api|api/v1|apis|apis/[a-z0-9.-]+|apis/[a-z0-9.-]+/v[a-z0-9]+"
                    + "|openapi/v2|openapi/v3|openapi/v3/api/v1|openapi/v3/apis/[a-z0-9.-]+(/v[a-z0-9]+)?|openapi/v3/api|openapi/v3/apis");
    /** Reading any other part of an object connects to something that may act. */
    private static final Set<String> READABLE_PARTS = Set.of("", "status", "scale", "log");

    private static final Set<String> WRITABLE_PARTS = Set.of("", "status", "scale");
    private static final String JSON = "application/json";
    private static final int OLDEST_MINOR = 18;

    private final LiveServer server;
    private final LocalGroups groups;

    DryRunGate(LiveServer server) {
        this.server = server;
        this.groups = new LocalGroups(this);
    }

    /** What a client says beside path, query and body. */
    record Sender(Map<String, List<String>> impersonation, String userAgent) {
        static final Sender SELF = new Sender(Map.of(), "runbook");
    }

    /** Reads a document that tells of the server: its version, its discovery, its schemas. */
    LiveServer.ServerReply document(List<String> path, Map<String, String> query, String accept, Sender sender)
            throws InterruptedException {
        String joined = String.join("/", path);
        if (!DOCUMENT.matcher(joined).matches() || path.contains("..")) {
            throw notForeseen("a request for /" + joined);
        }
        Map<String, String> kept = kept(query, Set.of("timeout", "hash"));
        return send(new Wire("GET", "/" + joined, kept, accept, "", new byte[0]), sender);
    }

    LiveServer.ServerReply read(ResourceAddress where, Map<String, String> query, String accept, Sender sender)
            throws InterruptedException {
        if (!READABLE_PARTS.contains(where.subresource())
                || (where.subresource().equals("log") && !where.is("", "pods"))) {
            throw notForeseen("a request for " + where.path());
        }
        Map<String, String> kept = kept(query, where.subresource().equals("log") ? LOG_QUERY : READ_QUERY);
        return send(new Wire("GET", where.path(), kept, accept, "", new byte[0]), sender);
    }

    /** Creates under a collection, as a dry run. */
    LiveServer.ServerReply create(ResourceAddress collection, Map<String, String> query, JsonNode body, Sender sender)
            throws InterruptedException {
        requireKnown("POST", collection);
        return send(new Wire("POST", collection.path(), dry(query), JSON, JSON, JsonTrees.write(body)), sender);
    }

    LiveServer.ServerReply replace(ResourceAddress where, Map<String, String> query, JsonNode body, Sender sender)
            throws InterruptedException {
        requireKnown("PUT", where);
        return send(new Wire("PUT", where.path(), dry(query), JSON, JSON, JsonTrees.write(body)), sender);
    }

    LiveServer.ServerReply patch(
            ResourceAddress where, PatchKind kind, Map<String, String> query, JsonNode body, Sender sender)
            throws InterruptedException {
        requireKnown("PATCH", where);
        return send(
                new Wire("PATCH", where.path(), dry(query), JSON, kind.contentType(), JsonTrees.write(body)), sender);
    }

    /** Deletes one object. The server reads its options from the body alone when there is one: so there is always one. */
    LiveServer.ServerReply delete(ResourceAddress where, ObjectNode options, Sender sender)
            throws InterruptedException {
        requireKnown("DELETE", where);
        if (where.name().isEmpty() || !where.subresource().isEmpty()) {
            throw notForeseen("the deletion of " + where.path());
        }
        ObjectNode body = JsonTrees.object().put("kind", "DeleteOptions").put("apiVersion", "v1");
        for (String field : List.of("gracePeriodSeconds", "preconditions", "orphanDependents", "propagationPolicy")) {
            if (options.hasNonNull(field)) {
                body.set(field, options.get(field));
            }
        }
        body.putArray("dryRun").add("All");
        return send(new Wire("DELETE", where.path(), dry(Map.of()), JSON, JSON, JsonTrees.write(body)), sender);
    }

    /**
     * Whether the server does as a dry run what is asked as one: it must refuse a value of {@code dryRun} that it does not know. Where
     * something on the way takes the query away, it answers as if there were none, and neither request has an effect then.
     */
    void requireDryRuns(String namespace) throws IOException, InterruptedException {
        Wire version = new Wire("GET", "/version", Map.of(), JSON, "", new byte[0]);
        JsonNode told = JsonTrees.read(send(version, Sender.SELF).body());
        int minor = number(JsonTrees.text(told, "minor"));
        if (number(JsonTrees.text(told, "major")) <= 1 && minor < OLDEST_MINOR) {
            throw new IOException("the API server is older than 1.%d".formatted(OLDEST_MINOR));
        }
        ObjectNode review =
                JsonTrees.object().put("kind", "SelfSubjectAccessReview").put("apiVersion", "authorization.k8s.io/v1");
        review.putObject("spec")
                .putObject("nonResourceAttributes")
                .put("verb", "get")
                .put("path", "/version");
        boolean posts = refuses("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", JSON, review);
        boolean patches = refuses(
                "PATCH",
                "/api/v1/namespaces/" + namespace + "/configmaps/runbook-asks-for-a-dry-run",
                PatchKind.MERGE.contentType(),
                JsonTrees.object());
        if (!posts && !patches) {
            throw new IOException("it does not tell this account whether dry runs reach it");
        }
    }

    /** Whether it does; false where this account may not ask so. */
    private boolean refuses(String method, String path, String type, JsonNode body)
            throws IOException, InterruptedException {
        Map<String, List<String>> headers = Map.of("Content-Type", List.of(type), "Accept", List.of(JSON));
        LiveServer.ServerReply reply = server.send(
                new LiveServer.ServerRequest(method, path + "?dryRun=Probe", headers, JsonTrees.write(body)));
        String said = new String(reply.body(), StandardCharsets.UTF_8);
        boolean understood = reply.code() / 100 == 4 && said.contains("dryRun");
        // Whoever may not change such an object is told so first; what it may change goes the same way.
        if (!understood && reply.code() != 403) {
            throw new IOException(
                    "it does not refuse a wrong dryRun (%s answers %d): something on the way may take it away"
                            .formatted(method, reply.code()));
        }
        return understood;
    }

    private static int number(String text) {
        String digits = text.replaceAll("\\D.*", "");
        return digits.isEmpty() || digits.length() > 6 ? 0 : Integer.parseInt(digits);
    }

    private void requireKnown(String method, ResourceAddress where) throws InterruptedException {
        boolean collection = where.name().isEmpty();
        if (collection != method.equals("POST") || !WRITABLE_PARTS.contains(where.subresource())) {
            throw notForeseen("%s %s".formatted(method, where.path()));
        }
        if (!groups.isLocal(where.group(), where.version())) {
            throw notForeseen("a write to %s, which another server answers,".formatted(where.apiVersion()));
        }
    }

    private static Map<String, String> kept(Map<String, String> query, Set<String> names) {
        Map<String, String> kept = new TreeMap<>();
        query.forEach((name, value) -> {
            if (names.contains(name)) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    private static Map<String, String> dry(Map<String, String> query) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("dryRun", "All");
        all.putAll(kept(query, WRITE_QUERY));
        return all;
    }

    static ApiError notForeseen(String what) {
        return ApiError.cannotPreview(what + " cannot be previewed");
    }

    /** What goes over the wire. */
    @SuppressWarnings("ArrayRecordComponent") // lives as long as one exchange, and nobody compares it
    private record Wire(
            String method, String path, Map<String, String> query, String accept, String contentType, byte[] body) {

        String target() {
            List<String> pairs = new ArrayList<>();
            query.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
            return path + (pairs.isEmpty() ? "" : "?" + String.join("&", pairs));
        }

        /** The last look, whatever was thought above. */
        boolean hasNoEffect() throws IOException {
            return switch (method) {
                case "GET" -> !query.containsKey("watch") && body.length == 0;
                case "POST", "PUT", "PATCH" -> "All".equals(query.get("dryRun"));
                case "DELETE" ->
                    JsonTrees.texts(JsonTrees.read(body).path("dryRun")).equals(List.of("All"));
                default -> false;
            };
        }
    }

    private LiveServer.ServerReply send(Wire wire, Sender sender) throws InterruptedException {
        try {
            if (!wire.hasNoEffect()) {
                throw notForeseen(wire.method() + " " + wire.path());
            }
            Map<String, List<String>> headers = new LinkedHashMap<>(sender.impersonation());
            headers.put("Accept", List.of(wire.accept().isEmpty() ? JSON : wire.accept()));
            headers.put("User-Agent", List.of(sender.userAgent()));
            if (!wire.contentType().isEmpty()) {
                headers.put("Content-Type", List.of(wire.contentType()));
            }
            return server.send(new LiveServer.ServerRequest(wire.method(), wire.target(), headers, wire.body()));
        } catch (IOException lost) {
            throw ApiError.unavailable("the API server did not answer: " + lost.getMessage());
        }
    }
}
