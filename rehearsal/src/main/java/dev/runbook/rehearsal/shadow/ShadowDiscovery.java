package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.http.ApiRequest;
import dev.runbook.rehearsal.http.ApiResponse;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers what the server serves, with the kinds that were defined here. */
final class ShadowDiscovery {
    private static final List<String> SCHEMAS = List.of("openapi", "v3");
    private static final String ADDRESS = "serverRelativeURL";

    private final ShadowState state;
    private final DiscoveryCache cache;
    private final LeanSchemas schemas;
    private final String prefix;

    ShadowDiscovery(ShadowState state, DiscoveryCache cache, String prefix) {
        this.state = state;
        this.cache = cache;
        this.prefix = prefix;
        this.schemas = new LeanSchemas(state.gate());
    }

    ApiResponse answer(ApiRequest request, Sender sender) throws InterruptedException {
        boolean helm = request.isFromHelm();
        if (helm) {
            cache.asks(request.path());
            Optional<LiveServer.ServerReply> schema =
                    schemas.find(request.path(), request.query(), request.accept(), sender);
            if (schema.isPresent()) {
                return ShadowReads.passed(schema.get());
            }
        }
        List<ObjectNode> added = state.newDefinitions();
        boolean groups = !request.path().isEmpty() && request.path().getFirst().equals("apis");
        if (added.isEmpty() || !groups) {
            LiveServer.ServerReply whole =
                    state.gate().document(request.path(), request.query(), request.accept(), sender);
            if (request.path().equals(SCHEMAS)) {
                return ShadowReads.passed(prefixed(whole));
            }
            return ShadowReads.passed(helm ? LeanDiscovery.of(whole) : whole);
        }
        LiveServer.ServerReply reply = state.gate().document(request.path(), Map.of(), ShadowState.JSON, sender);
        return switch (request.path().size()) {
            case 1 -> groups(reply, added);
            case 2 -> group(reply, request.path().get(1), added);
            case 3 -> resources(reply, request.path().get(1), request.path().get(2), added);
            default -> ShadowReads.passed(reply);
        };
    }

    /** The list of schemas, with addresses that lead here: whole paths, which not every client puts after its server's own. */
    private LiveServer.ServerReply prefixed(LiveServer.ServerReply reply) {
        if (!reply.isSuccess() || !reply.contentType().startsWith(ShadowState.JSON)) {
            return reply;
        }
        ObjectNode list = ShadowState.object(reply);
        list.path("paths").forEach(schema -> {
            if (schema instanceof ObjectNode one && one.hasNonNull(ADDRESS)) {
                one.put(ADDRESS, prefix + JsonTrees.text(one, ADDRESS));
            }
        });
        return new LiveServer.ServerReply(reply.code(), reply.contentType(), reply.warnings(), JsonTrees.write(list));
    }

    private static ApiResponse groups(LiveServer.ServerReply reply, List<ObjectNode> added) {
        if (!reply.isSuccess()) {
            return ShadowReads.passed(reply);
        }
        ObjectNode list = ShadowState.object(reply);
        ArrayNode groups = list.withArrayProperty("groups");
        for (String name : names(added)) {
            JsonTrees.objects(groups).stream()
                    .filter(group -> JsonTrees.text(group, "name").equals(name))
                    .findFirst()
                    .ifPresentOrElse(group -> versions(group, name, added), () -> {
                        ObjectNode group = groups.addObject().put("name", name);
                        versions(group, name, added);
                    });
        }
        return ApiResponse.ok(list);
    }

    private static ApiResponse group(LiveServer.ServerReply reply, String name, List<ObjectNode> added) {
        if (!names(added).contains(name)) {
            return ShadowReads.passed(reply);
        }
        ObjectNode group = reply.isSuccess()
                ? ShadowState.object(reply)
                : JsonTrees.object()
                        .put("kind", "APIGroup")
                        .put("apiVersion", "v1")
                        .put("name", name);
        versions(group, name, added);
        return ApiResponse.ok(group);
    }

    private static ApiResponse resources(
            LiveServer.ServerReply reply, String group, String version, List<ObjectNode> added) {
        List<ObjectNode> here = added.stream()
                .filter(definition ->
                        JsonTrees.text(definition, "spec", "group").equals(group)
                                && served(definition).contains(version))
                .toList();
        if (here.isEmpty()) {
            return ShadowReads.passed(reply);
        }
        ObjectNode list = reply.isSuccess()
                ? ShadowState.object(reply)
                : JsonTrees.object()
                        .put("kind", "APIResourceList")
                        .put("apiVersion", "v1")
                        .put("groupVersion", group + "/" + version);
        ArrayNode resources = list.withArrayProperty("resources");
        for (ObjectNode definition : here) {
            ObjectNode names = JsonTrees.child(JsonTrees.child(definition.deepCopy(), "spec"), "names");
            ObjectNode resource = resources
                    .addObject()
                    .put("name", JsonTrees.text(names, "plural"))
                    .put("singularName", JsonTrees.text(names, "singular"))
                    .put(
                            "namespaced",
                            JsonTrees.text(definition, "spec", "scope").equals("Namespaced"))
                    .put("kind", JsonTrees.text(names, "kind"));
            ArrayNode verbs = resource.putArray("verbs");
            List.of("create", "delete", "get", "list", "patch", "update", "watch")
                    .forEach(verbs::add);
        }
        return ApiResponse.ok(list);
    }

    private static void versions(ObjectNode group, String name, List<ObjectNode> added) {
        ArrayNode versions = group.withArrayProperty("versions");
        List<String> known = new ArrayList<>();
        versions.forEach(version -> known.add(JsonTrees.text(version, "version")));
        for (ObjectNode definition : added) {
            if (!JsonTrees.text(definition, "spec", "group").equals(name)) {
                continue;
            }
            for (String version : served(definition)) {
                if (!known.contains(version)) {
                    known.add(version);
                    versions.addObject()
                            .put("groupVersion", name + "/" + version)
                            .put("version", version);
                }
            }
        }
        if (!group.has("preferredVersion") && !versions.isEmpty()) {
            group.set("preferredVersion", versions.get(0).deepCopy());
        }
    }

    private static List<String> names(List<ObjectNode> added) {
        return added.stream()
                .map(definition -> JsonTrees.text(definition, "spec", "group"))
                .distinct()
                .toList();
    }

    private static List<String> served(ObjectNode definition) {
        return JsonTrees.objects(JsonTrees.at(definition, "spec", "versions")).stream()
                .filter(version -> version.path("served").asBoolean())
                .map(version -> JsonTrees.text(version, "name"))
                .toList();
    }
}
