package dev.runbook.provider.kube.adapter;

import dev.runbook.json.Json;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Clock;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Objects that are kept up to date: listed once, then watched, and listed again whenever the watch cannot go on. Where
 * a watch is not allowed, they are read every two seconds.
 */
final class ObjectInformer implements Runnable {
    private static final Duration READ_EVERY = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final int WATCH_SECONDS = 30;

    private final ClusterConnection link;
    private final DirectReader reader;
    private final Clock clock;
    private final WatchKey key;
    private final Runnable changed;
    private final Outage outage;
    private final Map<String, KubeObject> objects = new LinkedHashMap<>();
    private String version = "";
    private boolean watchable = true;
    private boolean byName;
    private volatile @Nullable Failed refused;

    /**
     * What is watched.
     *
     * @param name of the one object; empty for all that have the labels
     */
    record WatchKey(Kind kind, String namespace, String name, String labels) {
        Map<String, String> selectors() {
            return Map.of("labelSelector", labels, "fieldSelector", name.isEmpty() ? "" : "metadata.name=" + name);
        }
    }

    ObjectInformer(
            ClusterConnection link, DirectReader reader, Clock clock, WatchKey key, Runnable changed, Outage outage) {
        this.link = link;
        this.reader = reader;
        this.clock = clock;
        this.key = key;
        this.changed = changed;
        this.outage = outage;
    }

    /** What was read last; fails once the server has refused to tell us more. */
    synchronized List<KubeObject> objects() {
        hold();
        return List.copyOf(objects.values());
    }

    synchronized Optional<KubeObject> find(String namespace, String name) {
        hold();
        return Optional.ofNullable(objects.get(namespace + "/" + name));
    }

    /** The version of the cluster up to which it has seen what happened. */
    synchronized long seen() {
        return watchable && !version.isEmpty() ? version(version) : Long.MAX_VALUE;
    }

    /** Versions are numbers where anybody needs to compare them. */
    private static long version(String written) {
        try {
            return Long.parseLong(written);
        } catch (NumberFormatException opaque) {
            return Long.MAX_VALUE;
        }
    }

    private void hold() {
        Failed no = refused;
        if (no != null) {
            throw no;
        }
    }

    /** Reads everything; true when something is not as it was. */
    boolean refresh() throws InterruptedException {
        if (!byName) {
            try {
                return replace(reader.listing(key.kind(), key.namespace(), key.selectors()));
            } catch (Failed e) {
                if (e.failure().kind() != FailureClass.Forbidden || key.name().isEmpty()) {
                    throw e;
                }
                // An account that may read one object by its name, and may not list, is common enough.
                byName = true;
                watchable = false;
            }
        }
        Optional<KubeObject> one = reader.get(key.kind(), key.namespace(), key.name());
        return replace(new DirectReader.Listing(one.stream().toList(), ""));
    }

    private synchronized boolean replace(DirectReader.Listing listing) {
        Map<String, KubeObject> before = Map.copyOf(objects);
        objects.clear();
        listing.objects().forEach(o -> objects.put(o.namespace() + "/" + o.name(), o));
        version = listing.version();
        return !before.equals(objects);
    }

    /** Keeps the objects up to date until the thread is interrupted. */
    @Override
    public void run() {
        Duration pause = FIRST_PAUSE;
        boolean current = true;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    outage.await();
                    if (!current) {
                        boolean news = refresh();
                        outage.over();
                        if (news) {
                            changed.run();
                        }
                    }
                    if (!watchable) {
                        pause = FIRST_PAUSE;
                        current = false;
                        clock.sleep(READ_EVERY);
                        continue;
                    }
                    Duration began = clock.elapsed();
                    current = watch();
                    // A watch that ends as soon as it begins must not become a storm of requests.
                    boolean lasted = clock.elapsed().minus(began).compareTo(LONGEST_PAUSE) > 0;
                    pause = lasted ? FIRST_PAUSE : longer(pause);
                    if (!lasted) {
                        clock.sleep(pause);
                    }
                } catch (IOException | Failed problem) {
                    current = false;
                    if (problem instanceof Failed told && !mayPass(told)) {
                        // Whoever waits is to hear of it now, and nobody need ask again.
                        refused = told;
                        outage.over();
                        changed.run();
                        return;
                    }
                    outage.goesOn(
                            problem instanceof Failed told
                                    ? told.failure().summary()
                                    : "the connection to the API server was lost");
                    clock.sleep(pause);
                    pause = longer(pause);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean mayPass(Failed told) {
        return Set.of(FailureClass.Unreachable, FailureClass.Timeout)
                .contains(told.failure().kind());
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /** Watches once; true when it ended as it should and can go on from where it was. */
    private boolean watch() throws IOException, InterruptedException {
        Map<String, String> query = new LinkedHashMap<>(key.selectors());
        query.put("watch", "true");
        query.put("allowWatchBookmarks", "true");
        query.put("timeoutSeconds", String.valueOf(WATCH_SECONDS));
        synchronized (this) {
            query.put("resourceVersion", version);
        }
        EventReader events = new EventReader();
        String path = ApiPaths.all(key.kind(), key.namespace()) + ApiPaths.query(query);
        try (LineStream stream = link.transport().stream(path, events::take)) {
            int status = stream.status(Duration.ofSeconds(10));
            boolean mayNot = status == 403 || status == 404 || status == 405;
            if (status != 200 && status != 410 && !mayNot) {
                throw new IOException("the API server answers " + status);
            }
            outage.over();
            watchable = !mayNot;
            if (status != 200) {
                return false;
            }
            // The server ends the watch; when it does not, the connection hangs.
            stream.end(Duration.ofSeconds(WATCH_SECONDS + 5));
            return !events.lost;
        }
    }

    /** Applies the events of one watch. */
    private final class EventReader {
        private volatile boolean lost;

        void take(String line) {
            if (line.isEmpty() || lost) {
                return;
            }
            try {
                Map<String, Object> event = Json.object(line);
                if (!(event.get("object") instanceof Map<?, ?> content)) {
                    lost = true;
                    return;
                }
                apply(String.valueOf(event.get("type")), DirectReader.lean(content, key.kind()));
            } catch (IOException garbled) {
                lost = true;
            }
        }

        private void apply(String type, KubeObject object) {
            switch (type) {
                case "ADDED", "MODIFIED", "DELETED" -> {
                    synchronized (ObjectInformer.this) {
                        String place = object.namespace() + "/" + object.name();
                        if (type.equals("DELETED")) {
                            objects.remove(place);
                        } else {
                            objects.put(place, object);
                        }
                        version = object.text("metadata", "resourceVersion").orElse(version);
                    }
                    changed.run();
                }
                case "BOOKMARK" -> {
                    synchronized (ObjectInformer.this) {
                        version = object.text("metadata", "resourceVersion").orElse(version);
                    }
                }
                // ERROR, most often 410 Gone: what was missed can only be learned from a list.
                default -> lost = true;
            }
        }
    }
}
