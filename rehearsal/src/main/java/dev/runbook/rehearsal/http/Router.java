package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.registry.Registry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Finds out what a request is about and hands it to the one that answers. */
final class Router {
    private static final String VERSION = "v1.34.0";
    private static final String OPENAPI_PROTOBUF = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private final Registry registry;
    private final ObjectNode version;
    private final DiscoveryEndpoint discovery;
    private final Reads reads;
    private final Watches watches;
    private final Writes writes;
    private final Subresources subresources;

    /** Of a server that says this of its version. */
    Router(Registry registry, ObjectNode version) {
        this.registry = registry;
        this.version = version;
        this.discovery = new DiscoveryEndpoint(registry.types());
        this.reads = new Reads(registry);
        this.watches = new Watches(registry.store());
        this.writes = new Writes(registry);
        this.subresources = new Subresources(registry);
    }

    ApiResponse answer(ApiRequest request) {
        List<String> path = request.path();
        return switch (path.isEmpty() ? "" : path.getFirst()) {
            case "healthz", "livez", "readyz" ->
                new ApiResponse.Bytes(200, "ok".getBytes(StandardCharsets.UTF_8), "text/plain");
            case "version" -> ApiResponse.ok(version);
            case "openapi" -> openApi(request);
            case "api" -> path.size() == 1 ? discovery.core(request) : api("", path.subList(1, path.size()), request);
            case "apis" ->
                switch (path.size()) {
                    case 1 -> discovery.groups(request);
                    case 2 -> discovery.group(path.get(1)).orElseThrow(ApiError::unknownPath);
                    default -> api(path.get(1), path.subList(2, path.size()), request);
                };
            default -> throw ApiError.unknownPath();
        };
    }

    private ApiResponse api(String group, List<String> rest, ApiRequest request) {
        String version = rest.getFirst();
        if (rest.size() == 1) {
            return discovery.resources(group, version).orElseThrow(ApiError::unknownPath);
        }
        List<String> resource = rest.subList(1, rest.size());
        Optional<ApiResponse> review = Reviews.answer(group, resource, request);
        if (review.isPresent()) {
            return review.get();
        }
        ResourcePath path = ResourcePath.of(registry.types(), group, version, resource);
        if (!path.subresource().isEmpty() && !path.subresource().equals("status")) {
            return subresources.answer(path, request);
        }
        return path.name().isEmpty() ? many(path, request) : one(path, request);
    }

    private ApiResponse many(ResourcePath path, ApiRequest request) {
        return switch (request.method()) {
            case "GET" -> request.asks("watch") ? watches.watch(path, request) : reads.list(path, request);
            case "POST" -> writes.create(path, request);
            case "DELETE" -> writes.deleteAll(path, request);
            default -> throw ApiError.methodNotAllowed();
        };
    }

    private ApiResponse one(ResourcePath path, ApiRequest request) {
        return switch (request.method()) {
            case "GET" -> request.asks("watch") ? watches.watch(path, request) : reads.get(path, request);
            case "PUT" -> writes.replace(path, request);
            case "PATCH" -> writes.patch(path, request);
            case "DELETE" -> writes.delete(path, request);
            default -> throw ApiError.methodNotAllowed();
        };
    }

    /** The version that the API has by itself. */
    static ObjectNode ownVersion() {
        return JsonTrees.object()
                .put("major", "1")
                .put("minor", "34")
                .put("gitVersion", VERSION)
                .put("gitCommit", "rehearsal")
                .put("gitTreeState", "clean")
                .put("buildDate", "2025-08-27T10:09:04Z")
                .put("goVersion", "go1.24.6")
                .put("compiler", "gc")
                .put("platform", "linux/amd64");
    }

    /** An empty document: helm and kubectl ask for it, and check nothing against it then. */
    private ApiResponse openApi(ApiRequest request) {
        if (request.path().size() < 2) {
            throw ApiError.unknownPath();
        }
        if (request.path().get(1).equals("v3")) {
            ObjectNode index = JsonTrees.object();
            index.putObject("paths");
            return ApiResponse.ok(index);
        }
        if (request.accept().contains("protobuf")) {
            return new ApiResponse.Bytes(200, new byte[0], OPENAPI_PROTOBUF);
        }
        ObjectNode document = JsonTrees.object().put("swagger", "2.0");
        document.putObject("info").put("title", "Kubernetes").put("version", JsonTrees.text(version, "gitVersion"));
        document.putObject("paths");
        document.putObject("definitions");
        return ApiResponse.ok(document);
    }
}
