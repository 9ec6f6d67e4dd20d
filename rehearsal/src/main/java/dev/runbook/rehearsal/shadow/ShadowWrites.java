package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.admission.Immutability;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.FieldError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.http.ApiRequest;
import dev.runbook.rehearsal.http.ApiResponse;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.patch.Patch;
import dev.runbook.rehearsal.patch.PatchKind;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import dev.runbook.rehearsal.shadow.Overlay.Backing;
import dev.runbook.rehearsal.shadow.Overlay.ObjectState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Answers writes: each a dry run at the server, whose result is kept here. */
final class ShadowWrites {
    private static final List<String> GIVEN_BY_SERVER =
            List.of("uid", "resourceVersion", "creationTimestamp", "managedFields", "generation", "selfLink");

    private final ShadowState state;
    private final ShadowReads reads;
    private final ExchangeLog record;
    private final TrialCreation trial;
    private final SettledObjects settled;
    private final UnseenAdmission unseen;
    /** Whose fields were taken from other managers here, which the server does not know. */
    private final Set<OverlayKey> overwritten = ConcurrentHashMap.newKeySet();

    ShadowWrites(ShadowState state, ShadowReads reads, ExchangeLog record) {
        this.state = state;
        this.reads = reads;
        this.record = record;
        this.trial = new TrialCreation(state, record);
        this.settled = new SettledObjects(state, record);
        this.unseen = new UnseenAdmission(state, record);
    }

    ApiResponse create(ResourceAddress where, ApiRequest request, Sender sender) throws InterruptedException {
        if (where.is("authorization.k8s.io", "selfsubjectaccessreviews")
                || where.is("authorization.k8s.io", "selfsubjectrulesreviews")
                || where.is("authentication.k8s.io", "selfsubjectreviews")) {
            return ShadowReads.passed(state.gate().create(where, request.query(), request.object(), sender));
        }
        ObjectNode body = request.object();
        String name = Meta.name(body);
        ResourceAddress target = where.named(name);
        Optional<ObjectState> entry =
                name.isEmpty() ? Optional.empty() : state.overlay().get(target.key());
        if (entry.orElse(null) instanceof ObjectState.StoredObject) {
            throw ApiError.alreadyExists(target.shown(JsonTrees.text(body, "kind")), false);
        }
        if (state.isDeletedNamespace(where.namespace())) {
            throw ApiError.notFound(
                    new ResourceAddress("", "v1", "namespaces", "", where.namespace(), "").shown("Namespace"));
        }
        new HeldNumbers(state).requireFreeForNew(target, body, sender);
        boolean taken = entry.isPresent();
        LiveServer.ServerReply reply = trial.of(target, body, taken, request.query(), sender);
        if (reply.isSuccess() && !taken && !name.isEmpty()) {
            state.witness().saw(target, Optional.empty(), sender);
        }
        if (!reply.isSuccess()) {
            return ShadowReads.passed(reply);
        }
        ObjectNode created = ShadowState.object(reply);
        new QuotaSums(state, record).requireRoom(target, created, sender);
        ObjectNode stored = settled.keep(where, null, created, taken ? Backing.DELETED : Backing.NONE, sender);
        return answer(201, stored, reply);
    }

    ApiResponse replace(ResourceAddress where, ApiRequest request, Sender sender) throws InterruptedException {
        ObjectNode body = request.object();
        new HeldNumbers(state).requireFree(where, body, sender);
        return change(
                where,
                sender,
                present -> {
                    String version = Meta.resourceVersion(body);
                    if (!version.isEmpty() && !version.equals(Meta.resourceVersion(present))) {
                        throw ApiError.modified(where.shown(JsonTrees.text(body, "kind")));
                    }
                    return body;
                },
                real -> {
                    ObjectNode sent = body.deepCopy();
                    if (!Meta.resourceVersion(sent).isEmpty()) {
                        Meta.of(sent).put("resourceVersion", Meta.resourceVersion(real));
                    }
                    return state.gate().replace(where, request.query(), sent, sender);
                },
                () -> state.gate().replace(where, request.query(), body, sender),
                request);
    }

    ApiResponse patch(ResourceAddress where, ApiRequest request, Sender sender) throws InterruptedException {
        PatchKind kind = PatchKind.of(request.contentType())
                .orElseThrow(() -> ApiError.unsupportedMedia(PatchKind.MERGE.contentType()));
        JsonNode body = request.tree();
        if (body instanceof ObjectNode wanted) {
            new HeldNumbers(state).requireFree(where, wanted, sender);
        }
        if (kind == PatchKind.APPLY && request.asks("force")) {
            overwritten.add(where.key());
        }
        if (kind == PatchKind.APPLY
                && state.overlay().get(where.key()).orElse(null) instanceof ObjectState.DeletedObject) {
            return applied(where, body, request, sender);
        }
        Patch patch = new Patch(
                kind,
                body,
                kind == PatchKind.APPLY ? request.query("fieldManager") : request.fieldManager(),
                request.asks("force"));
        return change(
                where,
                sender,
                present -> patch.apply(present.deepCopy()),
                real -> kind == PatchKind.APPLY
                        ? state.gate().patch(where, kind, request.query(), body, sender)
                        : state.gate()
                                .patch(
                                        where,
                                        PatchKind.MERGE,
                                        request.query(),
                                        MergeDifference.of(
                                                real,
                                                patch.apply(presentObject(where).deepCopy())),
                                        sender),
                () -> state.gate().patch(where, kind, request.query(), body, sender),
                request);
    }

    private ApiResponse applied(ResourceAddress where, JsonNode body, ApiRequest request, Sender sender)
            throws InterruptedException {
        if (!(body instanceof ObjectNode object)) {
            throw ApiError.badRequest("the body of the request is not an object");
        }
        Meta.of(object).put("name", where.name());
        LiveServer.ServerReply reply = trial.of(where, object, true, request.query(), sender);
        if (!reply.isSuccess()) {
            return ShadowReads.passed(reply);
        }
        return answer(201, settled.keep(where, null, ShadowState.object(reply), Backing.DELETED, sender), reply);
    }

    private ObjectNode presentObject(ResourceAddress where) {
        return state.overlay().get(where.key()).orElse(null) instanceof ObjectState.StoredObject there
                ? there.object()
                : JsonTrees.object();
    }

    /** What makes the wanted state of an object from its present one. */
    @FunctionalInterface
    private interface Wish {
        ObjectNode of(ObjectNode present);
    }

    /** A dry run on the server's own object, which was changed here before. */
    @FunctionalInterface
    private interface OnChanged {
        LiveServer.ServerReply send(ObjectNode real) throws InterruptedException;
    }

    /** The request as it came, as a dry run. */
    @FunctionalInterface
    private interface AsItIs {
        LiveServer.ServerReply send() throws InterruptedException;
    }

    private ApiResponse change(
            ResourceAddress where, Sender sender, Wish wish, OnChanged onChanged, AsItIs asItIs, ApiRequest request)
            throws InterruptedException {
        ApiResponse answer = changed(where, sender, wish, onChanged, asItIs, request);
        new ReleasedClaims(state).after(where, sender);
        return answer;
    }

    private ApiResponse changed(
            ResourceAddress where, Sender sender, Wish wish, OnChanged onChanged, AsItIs asItIs, ApiRequest request)
            throws InterruptedException {
        Optional<ObjectState> entry = state.overlay().get(where.key());
        boolean local = state.newDefinition(where.group(), where.plural()).isPresent()
                || state.isNewNamespace(where.namespace());
        if (state.isChangedDefinition(where.group(), where.plural())
                && where.subresource().isEmpty()
                && !(entry.orElse(null) instanceof ObjectState.DeletedObject)) {
            return onChangedDefinition(where, entry, wish, request, sender);
        }
        if (entry.isEmpty() && !local) {
            return onUntouched(where, sender, asItIs);
        }
        if (!(entry.orElse(null) instanceof ObjectState.StoredObject there)) {
            if (entry.isEmpty() && isApply(request)) {
                return applied(where, request.tree(), request, sender);
            }
            throw ApiError.notFound(where.shown(""));
        }
        if (!where.subresource().isEmpty()) {
            return part(where, there, wish, sender);
        }
        if (there.backing() == Backing.SAME) {
            record.emulated("%s was changed by a step before".formatted(where.name()));
            ObjectNode real = state.onServer(where, sender).orElseThrow(() -> ApiError.notFound(where.shown("")));
            LiveServer.ServerReply reply = onChanged.send(real);
            if (!reply.isSuccess()) {
                trial.judge(reply);
                if (!overwritten.contains(where.key())) {
                    trial.judgeConflict(reply);
                }
                return ShadowReads.passed(reply);
            }
            return answer(
                    200, settled.keep(where, there.object(), ShadowState.object(reply), Backing.SAME, sender), reply);
        }
        return onNew(where, there, wish, request, sender);
    }

    private static boolean isApply(ApiRequest request) {
        return request.contentType().equals(PatchKind.APPLY.contentType());
    }

    /** The server still goes by the old definition: what that has to say of an object counts for nothing. */
    private ApiResponse onChangedDefinition(
            ResourceAddress where, Optional<ObjectState> entry, Wish wish, ApiRequest request, Sender sender)
            throws InterruptedException {
        Optional<ObjectNode> had = entry.orElse(null) instanceof ObjectState.StoredObject there
                ? Optional.of(there.object())
                : state.onServer(where, sender);
        if (had.isEmpty()) {
            if (isApply(request)) {
                return applied(where, request.tree(), request, sender);
            }
            throw ApiError.notFound(where.shown(""));
        }
        record.assumed("%s fits its changed definition".formatted(where.name()));
        ObjectNode next = wish.of(had.get()).deepCopy();
        JsonTrees.dropNulls(next);
        Backing backing = entry.map(ObjectState::backing).orElse(Backing.SAME);
        return ApiResponse.ok(settled.keep(where, had.get(), next, backing, sender));
    }

    private ApiResponse onUntouched(ResourceAddress where, Sender sender, AsItIs asItIs) throws InterruptedException {
        if (state.isDeletedNamespace(where.namespace()) || state.isDeletedKind(where.group(), where.plural())) {
            throw ApiError.notFound(where.shown(""));
        }
        Optional<ObjectNode> had = state.onServer(where.named(where.name()), sender);
        state.witness().saw(where, had, sender);
        LiveServer.ServerReply reply = asItIs.send();
        if (!reply.isSuccess()) {
            return ShadowReads.passed(reply);
        }
        ObjectNode object = ShadowState.object(reply);
        if (had.isEmpty()) {
            new QuotaSums(state, record).requireRoom(where, object, sender);
        }
        if (where.subresource().equals("scale")) {
            ObjectNode whole = reads.present(where, sender).deepCopy();
            JsonTrees.child(whole, "spec").set("replicas", JsonTrees.at(object, "spec", "replicas"));
            settled.keep(where, had.orElse(null), whole, Backing.SAME, sender);
            return answer(200, object, reply);
        }
        return answer(
                reply.code(),
                settled.keep(where, had.orElse(null), object, had.isPresent() ? Backing.SAME : Backing.NONE, sender),
                reply);
    }

    /** The status or the number of pods of an object that was written here. */
    private ApiResponse part(ResourceAddress where, ObjectState.StoredObject there, Wish wish, Sender sender)
            throws InterruptedException {
        record.emulated("%s is only changed here".formatted(where.name()));
        ObjectNode next = there.object().deepCopy();
        if (where.subresource().equals("scale")) {
            ObjectNode scale = wish.of(Scale.of(there.object()));
            JsonTrees.child(next, "spec").set("replicas", JsonTrees.at(scale, "spec", "replicas"));
            return ApiResponse.ok(Scale.of(settled.keep(where, there.object(), next, there.backing(), sender)));
        }
        JsonNode status = wish.of(there.object()).path("status");
        next.set("status", status.deepCopy());
        return ApiResponse.ok(state.overlay().put(where.key(), next, there.backing()));
    }

    /** An object that is only here: the server is asked whether it would take the new state as a new object. */
    private ApiResponse onNew(
            ResourceAddress where, ObjectState.StoredObject there, Wish wish, ApiRequest request, Sender sender)
            throws InterruptedException {
        ObjectNode old = there.object();
        record.emulated("%s is only here".formatted(where.name()));
        ObjectNode next = wish.of(old).deepCopy();
        JsonTrees.dropNulls(next);
        ObjectNode asNew = next.deepCopy();
        Meta.of(asNew).remove(GIVEN_BY_SERVER);
        asNew.remove("status");
        LiveServer.ServerReply reply = trial.of(
                where, Placeholders.without(asNew), there.backing() == Backing.DELETED, request.query(), sender);
        if (!reply.isSuccess()) {
            return ShadowReads.passed(reply);
        }
        ObjectNode created = ShadowState.object(reply);
        Placeholders.keep(old, created);
        // Compared as the server has filled it in: the patch of a list leaves its defaults out.
        List<FieldError> errors =
                Immutability.errors(where.shown(JsonTrees.text(old, "kind")).type(), old, created);
        if (!errors.isEmpty()) {
            throw ApiError.invalid(where.shown(JsonTrees.text(old, "kind")), errors);
        }
        unseen.changed(where, created, sender);
        ObjectNode metadata = Meta.of(created);
        metadata.put("uid", Meta.uid(old));
        metadata.set("creationTimestamp", JsonTrees.at(old, "metadata", "creationTimestamp"));
        if (Meta.of(old).has("generation")) {
            boolean changed = !created.path("spec").equals(old.path("spec"));
            metadata.put("generation", Meta.generation(old) + (changed ? 1 : 0));
        }
        return answer(200, settled.keep(where, old, created, there.backing(), sender), reply);
    }

    private static ApiResponse answer(int code, ObjectNode object, LiveServer.ServerReply reply) {
        ApiResponse answer = ApiResponse.json(code, object);
        return reply.warnings().isEmpty() ? answer : new ApiResponse.Warned(reply.warnings(), answer);
    }
}
