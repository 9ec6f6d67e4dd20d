package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.http.ApiRequest;
import dev.runbook.rehearsal.http.ApiResponse;
import dev.runbook.rehearsal.http.Responder;
import dev.runbook.rehearsal.patch.PatchKind;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import java.io.IOException;
import java.util.Optional;

/** Answers as the live cluster would after what was written here. */
final class Shadow implements Responder {
    private static final int CANNOT_TELL = 501;

    private final DryRunGate gate;
    private final DiscoveryCache cache;
    private final ShadowReads reads;
    private final ShadowWrites writes;
    private final ShadowDeletions deletions;
    private final ShadowDiscovery discovery;
    private final Overlay overlay;
    private final ExchangeLog record;
    private final LiveWitness witness;

    Shadow(DryRunGate gate) {
        this(gate, new Overlay());
    }

    private Shadow(DryRunGate gate, Overlay overlay) {
        this(gate, DiscoveryCache.none(), "", overlay);
    }

    /**
     * For clients.
     *
     * @param prefix what their paths begin with
     */
    Shadow(DryRunGate gate, DiscoveryCache cache, String prefix) {
        this(gate, cache, prefix, new Overlay());
    }

    private Shadow(DryRunGate gate, DiscoveryCache cache, String prefix, Overlay overlay) {
        this.gate = gate;
        this.cache = cache;
        this.overlay = overlay;
        this.record = new ExchangeLog(overlay);
        ShadowState state = new ShadowState(gate, overlay);
        this.witness = state.witness();
        this.reads = new ShadowReads(state);
        this.writes = new ShadowWrites(state, reads, record);
        this.deletions = new ShadowDeletions(state, reads, record);
        this.discovery = new ShadowDiscovery(state, cache, prefix);
    }

    /** Another one that goes on from here, of which this one does not know. */
    Shadow branch() {
        return new Shadow(gate, overlay.copy());
    }

    LiveWitness witness() {
        return witness;
    }

    ExchangeLog record() {
        return record;
    }

    void close() {
        overlay.close();
    }

    @Override
    public ApiResponse answer(ApiRequest request) throws InterruptedException {
        String path = "/" + String.join("/", request.path());
        try {
            ApiResponse answer = route(request);
            record.answered(request.method(), path, code(answer), said(answer));
            return answer;
        } catch (ApiError refused) {
            record.answered(request.method(), path, refused.code(), String.valueOf(refused.getMessage()));
            throw refused;
        } catch (RuntimeException bug) {
            record.answered(request.method(), path, CANNOT_TELL, "the shadow of the cluster has failed: " + bug);
            throw bug;
        }
    }

    private ApiResponse route(ApiRequest request) throws InterruptedException {
        Sender sender = new Sender(request.impersonation(), request.userAgent());
        Optional<ResourceAddress> address = ResourceAddress.of(request.path());
        if (address.isPresent()) {
            witness.looks(address.get(), sender);
        }
        if (address.isEmpty()) {
            if (!request.method().equals("GET")) {
                throw DryRunGate.notForeseen(request.method() + " /" + String.join("/", request.path()));
            }
            return discovery.answer(request, sender);
        }
        ResourceAddress where = address.get();
        cache.works();
        if (request.method().equals("POST") && !where.name().isEmpty()) {
            throw DryRunGate.notForeseen("POST " + where.path());
        }
        if (!request.query("dryRun").isEmpty() && !request.method().equals("GET")) {
            return dryRun(where, request, sender);
        }
        return switch (request.method()) {
            case "GET" -> told(where, request, read(where, request, sender));
            case "POST" -> writes.create(where, request, sender);
            case "PUT" -> writes.replace(where, request, sender);
            case "PATCH" -> writes.patch(where, request, sender);
            case "DELETE" -> deletions.delete(where, request, sender);
            default -> throw ApiError.methodNotAllowed();
        };
    }

    /** What a client itself wants as a dry run: nothing of it is kept here, and what was changed here is not known there. */
    private ApiResponse dryRun(ResourceAddress where, ApiRequest request, Sender sender) throws InterruptedException {
        Optional<PatchKind> patch = PatchKind.of(request.contentType());
        if (overlay.get(where.key()).isPresent() || (request.method().equals("PATCH") && patch.isEmpty())) {
            throw DryRunGate.notForeseen("a dry run of " + request.method() + " " + where.path());
        }
        return ShadowReads.passed(
                switch (request.method()) {
                    case "POST" -> gate.create(where, request.query(), request.object(), sender);
                    case "PUT" -> gate.replace(where, request.query(), request.object(), sender);
                    case "PATCH" -> gate.patch(where, patch.orElseThrow(), request.query(), request.tree(), sender);
                    case "DELETE" -> gate.delete(where, request.object(), sender);
                    default -> throw ApiError.methodNotAllowed();
                });
    }

    private ApiResponse read(ResourceAddress where, ApiRequest request, Sender sender) throws InterruptedException {
        if (request.asks("watch")) {
            return new ApiResponse.Streaming(
                    out -> new ShadowWatch(reads, overlay, where, request, sender).writeTo(out));
        }
        return where.name().isEmpty() ? reads.list(where, request, sender) : reads.get(where, request, sender);
    }

    private ApiResponse told(ResourceAddress where, ApiRequest request, ApiResponse answer) {
        if (where.is("", "secrets") && request.isFromHelm() && answer instanceof ApiResponse.Bytes bytes) {
            cache.answered(where.path() + request.query(), bytes.body());
        }
        return answer;
    }

    private static int code(ApiResponse answer) {
        return switch (answer) {
            case ApiResponse.Document document -> document.code();
            case ApiResponse.Bytes bytes -> bytes.code();
            case ApiResponse.Streaming stream -> 200;
            case ApiResponse.Warned warned -> code(warned.response());
        };
    }

    /** What the server says of a refusal. */
    static String said(ApiResponse answer) {
        return switch (answer) {
            case ApiResponse.Document document -> "";
            case ApiResponse.Streaming stream -> "";
            case ApiResponse.Warned warned -> said(warned.response());
            case ApiResponse.Bytes bytes -> bytes.code() < 400 ? "" : message(bytes);
        };
    }

    private static String message(ApiResponse.Bytes refusal) {
        try {
            JsonNode status = JsonTrees.read(refusal.body());
            return JsonTrees.text(status, "message");
        } catch (IOException notJson) {
            return "";
        }
    }
}
