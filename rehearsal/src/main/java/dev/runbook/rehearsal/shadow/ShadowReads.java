package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.FieldSelector;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.LabelSelector;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.http.ApiRequest;
import dev.runbook.rehearsal.http.ApiResponse;
import dev.runbook.rehearsal.http.Rendering;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Answers reads: the server's objects, overlaid with what was written here. */
final class ShadowReads {
    private final ShadowState state;

    ShadowReads(ShadowState state) {
        this.state = state;
    }

    ApiResponse get(ResourceAddress where, ApiRequest request, Sender sender) throws InterruptedException {
        Optional<Overlay.ObjectState> entry = state.overlay().get(where.key());
        boolean local = state.newDefinition(where.group(), where.plural()).isPresent()
                || state.isNewNamespace(where.namespace())
                || state.isDeletedNamespace(where.namespace())
                || state.isDeletedKind(where.group(), where.plural());
        if (entry.isEmpty() && !local && !state.overlay().hasDeletions()) {
            boolean plain = request.query().isEmpty() && request.accept().equals(ShadowState.JSON);
            return passed(
                    plain && !where.subresource().equals("log")
                            ? state.recent().read(where, sender)
                            : state.gate().read(where, request.query(), request.accept(), sender));
        }
        ObjectNode object = present(where, sender);
        if (where.subresource().equals("scale")) {
            return ApiResponse.ok(Scale.of(object));
        }
        if (where.subresource().equals("log")) {
            throw DryRunGate.notForeseen("the log of a pod that is only here");
        }
        return ApiResponse.ok(Rendering.of(request).object(type(where, object), object));
    }

    /** The object as it is in the shadow. */
    ObjectNode present(ResourceAddress where, Sender sender) throws InterruptedException {
        return find(where, sender).orElseThrow(() -> ApiError.notFound(where.shown("")));
    }

    Optional<ObjectNode> find(ResourceAddress where, Sender sender) throws InterruptedException {
        Optional<Overlay.ObjectState> entry = state.overlay().get(where.key());
        if (entry.isPresent()) {
            return entry.get() instanceof Overlay.ObjectState.StoredObject there
                    ? Optional.of(inVersion(where, there.object()))
                    : Optional.empty();
        }
        if (state.newDefinition(where.group(), where.plural()).isPresent() || state.isNewNamespace(where.namespace())) {
            return Optional.empty();
        }
        Optional<ObjectNode> live = state.onServer(where.named(where.name()), sender);
        return live.isPresent() && state.isGone(where, live.get(), sender) ? Optional.empty() : live;
    }

    private static ObjectNode inVersion(ResourceAddress where, ObjectNode object) {
        if (JsonTrees.text(object, "apiVersion").equals(where.apiVersion())) {
            return object;
        }
        return object.deepCopy().put("apiVersion", where.apiVersion());
    }

    ApiResponse list(ResourceAddress where, ApiRequest request, Sender sender) throws InterruptedException {
        if (!isTouched(where)) {
            return passed(state.gate().read(where, request.query(), request.accept(), sender));
        }
        ObjectNode list = whole(where, request, sender);
        List<ObjectNode> objects = JsonTrees.objects(list.path("items"));
        Rendering wanted = Rendering.of(request);
        if (wanted == Rendering.WHOLE) {
            return ApiResponse.ok(list);
        }
        ResourceType type = type(where, objects.isEmpty() ? JsonTrees.object() : objects.getFirst());
        return ApiResponse.ok(wanted.list(type, objects, state.overlay().version()));
    }

    private boolean isTouched(ResourceAddress where) {
        return !state.overlay()
                        .of(where.group(), where.plural(), where.namespace())
                        .isEmpty()
                || state.overlay().hasDeletions()
                || state.newDefinition(where.group(), where.plural()).isPresent()
                || state.isNewNamespace(where.namespace());
    }

    /** The list of all objects that the request selects, with the server's own envelope where it has one. */
    ObjectNode whole(ResourceAddress where, ApiRequest request, Sender sender) throws InterruptedException {
        ObjectNode list = envelope(where, request, sender);
        Map<String, ObjectNode> inOrder = new TreeMap<>();
        for (ObjectNode object : JsonTrees.objects(list.path("items"))) {
            boolean overlaid = state.overlay()
                    .get(where.in(Meta.namespace(object))
                            .named(Meta.name(object))
                            .key())
                    .isPresent();
            if (!overlaid && !state.isGone(where, object, sender)) {
                inOrder.put(place(object), object);
            }
        }
        LabelSelector labels = LabelSelector.parse(request.query("labelSelector"));
        state.overlay()
                .of(where.group(), where.plural(), where.namespace())
                .values()
                .forEach(entry -> {
                    if (entry instanceof Overlay.ObjectState.StoredObject there
                            && labels.matches(Meta.labels(there.object()))
                            && fields(where, there.object(), request).matches(there.object())) {
                        inOrder.put(place(there.object()), listed(where, there.object()));
                    }
                });
        ArrayNode items = list.putArray("items");
        inOrder.values().forEach(items::add);
        ObjectNode metadata = JsonTrees.child(list, "metadata");
        metadata.put("resourceVersion", Long.toString(state.overlay().version()));
        metadata.remove(List.of("continue", "remainingItemCount"));
        return list;
    }

    private ObjectNode envelope(ResourceAddress where, ApiRequest request, Sender sender) throws InterruptedException {
        Optional<ObjectNode> definition = state.newDefinition(where.group(), where.plural());
        if (definition.isPresent()) {
            String kind = JsonTrees.text(definition.get(), "spec", "names", "kind") + "List";
            return JsonTrees.object().put("kind", kind).put("apiVersion", where.apiVersion());
        }
        Map<String, String> query = new HashMap<>(request.query());
        query.keySet().removeAll(List.of("limit", "continue", "resourceVersion", "resourceVersionMatch"));
        // A namespace that is only here has nothing on the server; what its lists look like, those of any other say.
        boolean empty = state.isNewNamespace(where.namespace());
        LiveServer.ServerReply reply =
                state.gate().read(empty ? where.in("default") : where, query, ShadowState.JSON, sender);
        if (!reply.isSuccess()) {
            throw ShadowState.refusal(reply);
        }
        ObjectNode list = ShadowState.object(reply);
        if (empty) {
            list.putArray("items");
        }
        // Items of a list do not say what they are; what is made of them must.
        String kind = JsonTrees.text(list, "kind").replaceFirst("List$", "");
        for (JsonNode item : list.path("items")) {
            if (item instanceof ObjectNode object && !object.has("kind")) {
                object.put("kind", kind).put("apiVersion", where.apiVersion());
            }
        }
        return list;
    }

    private static ObjectNode listed(ResourceAddress where, ObjectNode object) {
        return inVersion(where, object);
    }

    private static FieldSelector fields(ResourceAddress where, ObjectNode object, ApiRequest request) {
        return FieldSelector.parse(type(where, object), request.query("fieldSelector"));
    }

    private static String place(ObjectNode object) {
        return Meta.namespace(object) + "/" + Meta.name(object);
    }

    static ResourceType type(ResourceAddress where, ObjectNode object) {
        return where.shown(JsonTrees.text(object, "kind")).type();
    }

    /** The server's answer as it came. */
    static ApiResponse passed(LiveServer.ServerReply reply) {
        ApiResponse.Bytes bytes = new ApiResponse.Bytes(reply.code(), reply.body(), reply.contentType());
        return reply.warnings().isEmpty() ? bytes : new ApiResponse.Warned(reply.warnings(), bytes);
    }

    /** The objects that a watch begins with, and those that come by what is written later. */
    List<ObjectNode> selected(ResourceAddress where, ApiRequest request, Sender sender) throws InterruptedException {
        List<ObjectNode> chosen = new ArrayList<>();
        ResourceAddress collection = where.collection();
        for (ObjectNode object :
                JsonTrees.objects(whole(collection, request, sender).path("items"))) {
            if (where.name().isEmpty() || where.name().equals(Meta.name(object))) {
                chosen.add(object);
            }
        }
        return chosen;
    }
}
