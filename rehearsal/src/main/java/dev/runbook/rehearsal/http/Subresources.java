package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.registry.DeleteOptions;
import dev.runbook.rehearsal.registry.Registry;
import dev.runbook.rehearsal.registry.Registry.Part;
import dev.runbook.rehearsal.registry.WriteOptions;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Answers requests for the parts of an object that have a form of their own: scale, log, eviction, finalize. */
final class Subresources {
    private final Registry registry;

    Subresources(Registry registry) {
        this.registry = registry;
    }

    ApiResponse answer(ResourcePath path, ApiRequest request) {
        return switch (path.subresource()) {
            case "scale" -> scale(path, request);
            case "log" -> log(path);
            case "eviction" -> {
                registry.evict(path.key(), DeleteOptions.of(JsonTrees.child(request.object(), "deleteOptions")));
                yield ApiResponse.json(
                        201,
                        JsonTrees.object()
                                .put("kind", "Status")
                                .put("apiVersion", "v1")
                                .put("status", "Success")
                                .put("code", 201));
            }
            case "finalize" -> {
                ObjectNode body = request.object();
                WriteOptions options = new WriteOptions(
                        request.isDryRun(), request.fieldManager(), false, path.subresource(), none -> {});
                yield ApiResponse.ok(registry.update(path.key(), Part.MAIN, old -> body.deepCopy(), options));
            }
            default -> throw ApiError.unknownPath();
        };
    }

    private ApiResponse scale(ResourcePath path, ApiRequest request) {
        if (request.method().equals("GET")) {
            return ApiResponse.ok(scaleOf(registry.get(path.key())));
        }
        WriteOptions options =
                new WriteOptions(request.isDryRun(), request.fieldManager(), false, path.subresource(), none -> {});
        ObjectNode changed = registry.update(
                path.key(),
                Part.MAIN,
                old -> {
                    ObjectNode wanted = request.method().equals("PATCH")
                            ? Writes.patchOf(path.type(), request).apply(scaleOf(old))
                            : request.object();
                    JsonTrees.child(old, "spec")
                            .put(
                                    "replicas",
                                    JsonTrees.at(wanted, "spec", "replicas").asInt());
                    return old;
                },
                options);
        return ApiResponse.ok(scaleOf(changed));
    }

    private static ObjectNode scaleOf(ObjectNode workload) {
        ObjectNode scale = JsonTrees.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        for (String field : new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
            metadata.set(field, JsonTrees.at(workload, "metadata", field));
        }
        scale.putObject("spec")
                .put("replicas", JsonTrees.at(workload, "spec", "replicas").asInt());
        String selector = Meta.textMap(JsonTrees.at(workload, "spec", "selector", "matchLabels")).entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
        scale.putObject("status")
                .put("replicas", JsonTrees.at(workload, "status", "replicas").asInt())
                .put("selector", selector);
        return scale;
    }

    private ApiResponse log(ResourcePath path) {
        ObjectNode pod = registry.get(path.key());
        String text = "rehearsal: pod %s runs nothing, so it logs nothing\n".formatted(Meta.name(pod));
        return new ApiResponse.Bytes(200, text.getBytes(StandardCharsets.UTF_8), "text/plain");
    }
}
