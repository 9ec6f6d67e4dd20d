package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.FieldSelector;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.LabelSelector;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.http.ApiRequest;
import dev.runbook.rehearsal.http.Rendering;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** One watch: what is there now, and then what is written here. What others change meanwhile, a preview does not look at. */
final class ShadowWatch {
    private static final Duration BOOKMARK_EVERY = Duration.ofSeconds(5);
    private static final long LONGEST_SECONDS = 600;

    private final ShadowReads reads;
    private final Overlay overlay;
    private final ResourceAddress where;
    private final ApiRequest request;
    private final Sender sender;
    private final Rendering rendering;

    ShadowWatch(ShadowReads reads, Overlay overlay, ResourceAddress where, ApiRequest request, Sender sender) {
        this.reads = reads;
        this.overlay = overlay;
        this.where = where;
        this.request = request;
        this.sender = sender;
        this.rendering = Rendering.of(request);
    }

    void writeTo(OutputStream out) throws IOException, InterruptedException {
        String seconds = request.query("timeoutSeconds");
        long limit = seconds.matches("\\d{1,6}") ? Long.parseLong(seconds) : LONGEST_SECONDS;
        long deadline = System.nanoTime()
                + Duration.ofSeconds(Math.min(limit, LONGEST_SECONDS)).toNanos();
        long seen = overlay.version();
        String from = request.query("resourceVersion");
        boolean initial = request.asks("sendInitialEvents");
        if (initial || from.isEmpty() || from.equals("0")) {
            try {
                for (ObjectNode object : reads.selected(where, request, sender)) {
                    send(out, "ADDED", shown(object));
                }
            } catch (ApiError refused) {
                send(out, "ERROR", refused.status());
                return;
            }
            if (initial) {
                bookmark(out, seen, true);
            }
        } else if (from.matches("\\d{1,18}")) {
            seen = Math.max(Long.parseLong(from), overlay.firstVersion());
        }
        out.flush();
        while (System.nanoTime() < deadline) {
            for (Overlay.OverlayEvent change : overlay.since(seen)) {
                if (concerns(change)) {
                    send(out, change.type(), shown(change.object()));
                }
                seen = change.version();
            }
            out.flush();
            long left = Math.min(deadline - System.nanoTime(), BOOKMARK_EVERY.toNanos());
            if (!overlay.await(seen, Duration.ofNanos(Math.max(1, left)))) {
                return;
            }
            if (overlay.version() == seen && request.asks("allowWatchBookmarks")) {
                bookmark(out, seen, false);
            }
        }
    }

    private boolean concerns(Overlay.OverlayEvent change) {
        return change.key().isOf(where.group(), where.plural())
                && (where.namespace().isEmpty()
                        || where.namespace().equals(change.key().namespace()))
                && (where.name().isEmpty() || where.name().equals(change.key().name()))
                && LabelSelector.parse(request.query("labelSelector")).matches(Meta.labels(change.object()))
                && FieldSelector.parse(ShadowReads.type(where, change.object()), request.query("fieldSelector"))
                        .matches(change.object());
    }

    private ObjectNode shown(ObjectNode object) {
        return rendering.object(ShadowReads.type(where, object), object);
    }

    private void bookmark(OutputStream out, long version, boolean endOfInitialEvents) throws IOException {
        ObjectNode object = JsonTrees.object().put("kind", "").put("apiVersion", where.apiVersion());
        ObjectNode metadata = object.putObject("metadata").put("resourceVersion", Long.toString(version));
        if (endOfInitialEvents) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        send(out, "BOOKMARK", rendering == Rendering.METADATA ? shown(object) : object);
        out.flush();
    }

    private static void send(OutputStream out, String type, ObjectNode object) throws IOException {
        ObjectNode event = JsonTrees.object().put("type", type);
        event.set("object", object);
        out.write(JsonTrees.write(event));
        out.write('\n');
    }
}
