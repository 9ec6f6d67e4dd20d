package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.store.ListSnapshot;
import dev.runbook.rehearsal.store.ObjectEvent;
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

    ApiResponse watch(ResourcePath path, ApiRequest request) {
        ObjectSelector selection = ObjectSelector.of(path, request);
        WatchOptions wish = WatchOptions.of(request);
        return new ApiResponse.Streaming(out -> new WatchStream(selection, wish, out).run());
    }

    /** What the client asked for beside the selection. */
    private record WatchOptions(
            Rendering rendering, String from, boolean initialEvents, boolean bookmarks, Duration atMost) {

        static WatchOptions of(ApiRequest request) {
            String version = request.query("resourceVersion");
            boolean initial = request.asks("sendInitialEvents");
            String seconds = request.query("timeoutSeconds");
            if (!version.matches("\\d*") || !seconds.matches("\\d*")) {
                throw ApiError.badRequest("resourceVersion and timeoutSeconds are numbers");
            }
            return new WatchOptions(
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
    private final class WatchStream {
        private final ObjectSelector selection;
        private final WatchOptions wish;
        private final OutputStream out;

        WatchStream(ObjectSelector selection, WatchOptions wish, OutputStream out) {
            this.selection = selection;
            this.wish = wish;
            this.out = out;
        }

        void run() throws IOException, InterruptedException {
            long deadline = System.nanoTime() + wish.atMost().toNanos();
            long cursor = wish.beginsWithPresentState() ? presentState() : Long.parseLong(wish.from());
            out.flush();
            while (System.nanoTime() < deadline && !store.isClosed()) {
                List<ObjectEvent> changes;
                try {
                    changes = store.since(cursor);
                } catch (ApiError expired) {
                    send("ERROR", expired.status());
                    out.flush();
                    return;
                }
                boolean told = true;
                for (ObjectEvent change : changes) {
                    told = send(change);
                    cursor = change.version();
                }
                if (!told && wish.bookmarks()) {
                    // Whoever watches can tell at once that it has missed nothing.
                    bookmark(cursor, false);
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
            ListSnapshot snapshot =
                    store.list(selection.path().type(), selection.path().namespace());
            for (ObjectNode object : snapshot.objects()) {
                boolean named = selection.path().name().isEmpty()
                        || selection.path().name().equals(JsonTrees.text(object, "metadata", "name"));
                if (named && selection.matches(object)) {
                    send("ADDED", shown(object));
                }
            }
            if (wish.initialEvents()) {
                bookmark(snapshot.version(), true);
            }
            return snapshot.version();
        }

        /**
         * A change as this selection sees it: an object that no longer matches has gone, one that now does is new.
         *
         * @return whether it sees it
         */
        private boolean send(ObjectEvent change) throws IOException {
            if (!selection.covers(change.key())) {
                return false;
            }
            ObjectNode last = change.before();
            boolean before = last != null && selection.matches(last);
            boolean after = change.kind() != ObjectEvent.EventType.DELETED && selection.matches(change.after());
            if (after) {
                send(before ? "MODIFIED" : "ADDED", shown(change.after()));
            } else if (before) {
                send("DELETED", shown(change.after()));
            }
            return before || after;
        }

        private ObjectNode shown(ObjectNode object) {
            return wish.rendering().object(selection.path().type(), object);
        }

        private void bookmark(long version, boolean endOfInitialEvents) throws IOException {
            ObjectNode object = JsonTrees.object();
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
            ObjectNode event = JsonTrees.object().put("type", type);
            event.set("object", object);
            out.write(JsonTrees.write(event));
            out.write('\n');
        }
    }
}
