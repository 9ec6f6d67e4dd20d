package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.Json;
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

    Reply answer(ResourcePath path, Request request) {
        return switch (path.subresource()) {
            case "scale" -> scale(path, request);
            case "log" -> log(path);
            case "eviction" -> {
                registry.delete(path.key(), DeleteOptions.BACKGROUND);
                yield Reply.json(201, request.object());
            }
            case "finalize" -> {
                ObjectNode body = request.object();
                WriteOptions options =
                        new WriteOptions(request.isDryRun(), request.fieldManager(), false, path.subresource());
                yield Reply.ok(registry.update(path.key(), Part.MAIN, old -> body.deepCopy(), options));
            }
            default -> throw ApiError.unknownPath();
        };
    }

    private Reply scale(ResourcePath path, Request request) {
        if (request.method().equals("GET")) {
            return Reply.ok(scaleOf(registry.get(path.key())));
        }
        WriteOptions options = new WriteOptions(request.isDryRun(), request.fieldManager(), false, path.subresource());
        ObjectNode changed = registry.update(
                path.key(),
                Part.MAIN,
                old -> {
                    ObjectNode wanted = request.method().equals("PATCH")
                            ? Writes.patchOf(path.type(), request).apply(scaleOf(old))
                            : request.object();
                    Json.child(old, "spec")
                            .put("replicas", Json.at(wanted, "spec", "replicas").asInt());
                    return old;
                },
                options);
        return Reply.ok(scaleOf(changed));
    }

    private static ObjectNode scaleOf(ObjectNode workload) {
        ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        for (String field : new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
            metadata.set(field, Json.at(workload, "metadata", field));
        }
        scale.putObject("spec")
                .put("replicas", Json.at(workload, "spec", "replicas").asInt());
        String selector = Meta.textMap(Json.at(workload, "spec", "selector", "matchLabels")).entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
        scale.putObject("status")
                .put("replicas", Json.at(workload, "status", "replicas").asInt())
                .put("selector", selector);
        return scale;
    }

    private Reply log(ResourcePath path) {
        ObjectNode pod = registry.get(path.key());
        String text = "rehearsal: pod %s runs nothing, so it logs nothing\n".formatted(Meta.name(pod));
        return new Reply.Bytes(200, text.getBytes(StandardCharsets.UTF_8), "text/plain");
    }
}
