package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.Json;
import dev.runbook.rehearsal.store.Change;
import dev.runbook.rehearsal.store.Snapshot;
import dev.runbook.rehearsal.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/** Answers watches: a stream of changes from a resource version on, or from the present state. */
final class Watches {
    private static final Duration BOOKMARK_EVERY = Duration.ofSeconds(10);
    private static final long LONGEST_SECONDS = 1800;

    private final Store store;

    Watches(Store store) {
        this.store = store;
    }

    Reply watch(ResourcePath path, Request request) {
        Selection selection = Selection.of(path, request);
        Wish wish = Wish.of(request);
        return new Reply.Stream(out -> new Stream(selection, wish, out).run());
    }

    /** What the client asked for beside the selection. */
    private record Wish(Rendering rendering, String from, boolean initialEvents, boolean bookmarks, Duration atMost) {

        static Wish of(Request request) {
            String version = request.query("resourceVersion");
            boolean initial = request.asks("sendInitialEvents");
            String seconds = request.query("timeoutSeconds");
            if (!version.matches("\\d*") || !seconds.matches("\\d*")) {
                throw ApiError.badRequest("resourceVersion and timeoutSeconds are numbers");
            }
            return new Wish(
                    Rendering.of(request),
                    version,
                    initial,
                    request.asks("allowWatchBookmarks"),
                    Duration.ofSeconds(seconds.isEmpty() ? LONGEST_SECONDS : Long.parseLong(seconds)));
        }

        boolean beginsWithPresentState() {
            return initialEvents || from.isEmpty() || from.equals("0");
        }
    }

    /** One watch while it runs. */
    private final class Stream {
        private final Selection selection;
        private final Wish wish;
        private final OutputStream out;

        Stream(Selection selection, Wish wish, OutputStream out) {
            this.selection = selection;
            this.wish = wish;
            this.out = out;
        }

        void run() throws IOException, InterruptedException {
            long deadline = System.nanoTime() + wish.atMost().toNanos();
            long cursor = wish.beginsWithPresentState() ? presentState() : Long.parseLong(wish.from());
            out.flush();
            while (System.nanoTime() < deadline && !store.isClosed()) {
                List<Change> changes;
                try {
                    changes = store.since(cursor);
                } catch (ApiError expired) {
                    send("ERROR", expired.status());
                    out.flush();
                    return;
                }
                for (Change change : changes) {
                    send(change);
                    cursor = change.version();
                }
                out.flush();
                long left = Math.min(deadline - System.nanoTime(), BOOKMARK_EVERY.toNanos());
                store.await(cursor, Duration.ofNanos(Math.max(1, left)));
                if (store.version() == cursor && wish.bookmarks()) {
                    bookmark(cursor, false);
                }
            }
        }

        private long presentState() throws IOException {
            Snapshot snapshot =
                    store.list(selection.path().type(), selection.path().namespace());
            for (ObjectNode object : snapshot.objects()) {
                boolean named = selection.path().name().isEmpty()
                        || selection.path().name().equals(Json.text(object, "metadata", "name"));
                if (named && selection.matches(object)) {
                    send("ADDED", shown(object));
                }
            }
            if (wish.initialEvents()) {
                bookmark(snapshot.version(), true);
            }
            return snapshot.version();
        }

        /** A change as this selection sees it: an object that no longer matches has gone, one that now does is new. */
        private void send(Change change) throws IOException {
            if (!selection.covers(change.key())) {
                return;
            }
            ObjectNode last = change.before();
            boolean before = last != null && selection.matches(last);
            boolean after = change.kind() != Change.Kind.DELETED && selection.matches(change.after());
            if (after) {
                send(before ? "MODIFIED" : "ADDED", shown(change.after()));
            } else if (before) {
                send("DELETED", shown(change.after()));
            }
        }

        private ObjectNode shown(ObjectNode object) {
            return wish.rendering().object(selection.path().type(), object);
        }

        private void bookmark(long version, boolean endOfInitialEvents) throws IOException {
            ObjectNode object = Json.object();
            object.put("kind", selection.path().type().kind())
                    .put("apiVersion", selection.path().type().apiVersion());
            ObjectNode metadata = object.putObject("metadata").put("resourceVersion", Long.toString(version));
            if (endOfInitialEvents) {
                metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
            }
            send("BOOKMARK", wish.rendering() == Rendering.METADATA ? shown(object) : object);
            out.flush();
        }

        private void send(String type, ObjectNode object) throws IOException {
            ObjectNode event = Json.object().put("type", type);
            event.set("object", object);
            out.write(Json.write(event));
            out.write('\n');
        }
    }
}
