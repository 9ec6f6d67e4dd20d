package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What is there in the shadow: the server's objects, but for what was written and deleted here. */
final class ShadowState {
    static final String JSON = "application/json";

    private static final String DEFINITIONS = "apiextensions.k8s.io";

    private final DryRunGate gate;
    private final Overlay overlay;
    private final RecentReads recent;
    private final LiveWitness witness;
    private final Map<String, String> plurals = new ConcurrentHashMap<>();
    private final Map<String, Long> aliveAt = new ConcurrentHashMap<>();
    private final Map<String, Boolean> namespaced = new ConcurrentHashMap<>();

    ShadowState(DryRunGate gate, Overlay overlay) {
        this.gate = gate;
        this.overlay = overlay;
        this.recent = new RecentReads(gate);
        this.witness = new LiveWitness(gate);
    }

    Overlay overlay() {
        return overlay;
    }

    DryRunGate gate() {
        return gate;
    }

    /** What the server answers, or did a moment ago. */
    RecentReads recent() {
        return recent;
    }

    /** What the server had when it was first written to here. */
    LiveWitness witness() {
        return witness;
    }

    /** An object as the server has it, whatever was written here. */
    Optional<ObjectNode> onServer(ResourceAddress where, Sender sender) throws InterruptedException {
        LiveServer.ServerReply reply = recent.read(where, sender);
        if (reply.code() == 404) {
            return Optional.empty();
        }
        if (!reply.isSuccess()) {
            throw refusal(reply);
        }
        return Optional.of(object(reply));
    }

    /** The refusal of the server as one of ours. */
    static ApiError refusal(LiveServer.ServerReply reply) {
        try {
            if (JsonTrees.read(reply.body()) instanceof ObjectNode status) {
                return ApiError.forwarded(reply.code(), status);
            }
        } catch (IOException notJson) {
            // A proxy has said it.
        }
        return ApiError.unavailable("the API server answers " + reply.code());
    }

    static ObjectNode object(LiveServer.ServerReply reply) {
        try {
            if (JsonTrees.read(reply.body()) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException notJson) {
            throw ApiError.unavailable("the API server does not answer with JSON: " + notJson.getMessage());
        }
        throw ApiError.unavailable("the API server does not answer with an object");
    }

    /** Whether a namespace was made here and is not on the server. */
    boolean isNewNamespace(String namespace) {
        return !namespace.isEmpty()
                && overlay.get(new OverlayKey("", "namespaces", "", namespace)).orElse(null)
                        instanceof Overlay.ObjectState.StoredObject there
                && there.backing() != Overlay.Backing.SAME;
    }

    boolean isDeletedNamespace(String namespace) {
        return !namespace.isEmpty()
                && overlay.get(new OverlayKey("", "namespaces", "", namespace)).orElse(null)
                        instanceof Overlay.ObjectState.DeletedObject;
    }

    /** The definition of a kind that was made here and that the server does not serve. */
    Optional<ObjectNode> newDefinition(String group, String plural) {
        return overlay.get(definition(group, plural))
                                .filter(entry -> entry.backing() != Overlay.Backing.SAME)
                                .orElse(null)
                        instanceof Overlay.ObjectState.StoredObject present
                ? Optional.of(present.object())
                : Optional.empty();
    }

    List<ObjectNode> newDefinitions() {
        return overlay.of(DEFINITIONS, "customresourcedefinitions", "").values().stream()
                .filter(entry -> entry.backing() != Overlay.Backing.SAME)
                .flatMap(entry -> entry instanceof Overlay.ObjectState.StoredObject there
                        ? Stream.of(there.object())
                        : Stream.empty())
                .toList();
    }

    /** Whether the definition of a kind that the server serves was changed here. */
    boolean isChangedDefinition(String group, String plural) {
        return overlay.get(definition(group, plural))
                .filter(entry -> entry.backing() == Overlay.Backing.SAME)
                .isPresent();
    }

    boolean isDeletedKind(String group, String plural) {
        return overlay.get(definition(group, plural)).orElse(null) instanceof Overlay.ObjectState.DeletedObject;
    }

    private static OverlayKey definition(String group, String plural) {
        return new OverlayKey(DEFINITIONS, "customresourcedefinitions", "", plural + "." + group);
    }

    /** Whether what the server shows is gone here: with its namespace, its kind or all that owned it. */
    boolean isGone(ResourceAddress where, ObjectNode object, Sender sender) throws InterruptedException {
        if (isDeletedNamespace(Meta.namespace(object)) || isDeletedKind(where.group(), where.plural())) {
            return true;
        }
        if (!overlay.hasDeletions()) {
            return false;
        }
        List<ObjectNode> owners = Meta.owners(object);
        if (owners.isEmpty()) {
            return false;
        }
        for (ObjectNode owner : owners) {
            if (!isOwnerGone(owner, Meta.namespace(object), sender)) {
                return false;
            }
        }
        overlay.markGone(Meta.uid(object));
        return true;
    }

    private boolean isOwnerGone(ObjectNode owner, String namespace, Sender sender) throws InterruptedException {
        String uid = JsonTrees.text(owner, "uid");
        if (overlay.isGone(uid)) {
            return true;
        }
        // What was found alive is so until something else is deleted.
        long version = overlay.version();
        if (version == aliveAt.getOrDefault(uid, -1L)) {
            return false;
        }
        Optional<ResourceAddress> address = ownerAddress(owner, namespace, sender);
        if (address.isEmpty()) {
            return false;
        }
        Optional<ObjectNode> there = onServer(address.get(), sender);
        boolean gone = there.isPresent()
                && Meta.uid(there.get()).equals(uid)
                && !Meta.owners(there.get()).isEmpty()
                && isGone(address.get(), there.get(), sender);
        if (!gone) {
            aliveAt.put(uid, version);
        }
        return gone;
    }

    private Optional<ResourceAddress> ownerAddress(ObjectNode owner, String namespace, Sender sender)
            throws InterruptedException {
        String apiVersion = JsonTrees.text(owner, "apiVersion");
        String kind = JsonTrees.text(owner, "kind");
        String plural = plurals.get(apiVersion + "/" + kind);
        if (plural == null) {
            readPlurals(apiVersion, sender);
            plural = plurals.getOrDefault(apiVersion + "/" + kind, "");
        }
        if (plural.isEmpty()) {
            return Optional.empty();
        }
        boolean inNamespace = namespaced.getOrDefault(apiVersion + "/" + kind, true);
        int slash = apiVersion.indexOf('/');
        return Optional.of(new ResourceAddress(
                slash < 0 ? "" : apiVersion.substring(0, slash),
                apiVersion.substring(slash + 1),
                plural,
                inNamespace ? namespace : "",
                JsonTrees.text(owner, "name"),
                ""));
    }

    private void readPlurals(String apiVersion, Sender sender) throws InterruptedException {
        int slash = apiVersion.indexOf('/');
        List<String> path = slash < 0
                ? List.of("api", apiVersion)
                : List.of("apis", apiVersion.substring(0, slash), apiVersion.substring(slash + 1));
        LiveServer.ServerReply reply = gate.document(path, Map.of(), JSON, sender);
        if (!reply.isSuccess()) {
            return;
        }
        for (JsonNode resource : object(reply).path("resources")) {
            String name = JsonTrees.text(resource, "name");
            if (!name.contains("/")) {
                String key = apiVersion + "/" + JsonTrees.text(resource, "kind");
                plurals.put(key, name);
                namespaced.put(key, resource.path("namespaced").asBoolean());
            }
        }
    }
}
