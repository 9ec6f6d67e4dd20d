package dev.runbook.provider.kube.adapter;

import dev.runbook.json.Json;
import dev.runbook.port.KubeObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** When each object of a namespace was gone, by the server's own watch streams. */
public final class Deletions implements AutoCloseable {
    private static final List<String> KINDS = List.of(
            "/api/v1/%s/services",
            "/api/v1/%s/configmaps", "/api/v1/%s/pods", "/apis/apps/v1/%s/deployments", "/apis/apps/v1/%s/replicasets");

    private final Map<String, Instant> gone = new ConcurrentHashMap<>();
    private final Set<String> before = new TreeSet<>();
    private final List<LineStream> streams = new ArrayList<>();

    /** Notes what is there, and watches it. */
    public Deletions(Testbed testbed) {
        for (String kind : KINDS) {
            String path = kind.formatted("namespaces/" + testbed.namespace);
            KubeObject list = testbed.find(path).orElseThrow();
            for (Object item : list.at("items").orElse(List.of()) instanceof List<?> items ? items : List.of()) {
                KubeObject object = new KubeObject(copy((Map<?, ?>) item));
                // The server's own, which nobody deletes.
                if (!object.name().equals("kube-root-ca.crt")) {
                    before.add(object.uid());
                }
            }
            String version = list.text("metadata", "resourceVersion").orElseThrow();
            streams.add(testbed.transport.stream(
                    path + "?watch=true&timeoutSeconds=600&resourceVersion=" + version, this::take));
        }
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((k, v) -> copy.put(String.valueOf(k), v));
        return copy;
    }

    private void take(String line) {
        Instant now = Instant.now();
        if (line.isEmpty()) {
            return;
        }
        try {
            KubeObject event = new KubeObject(Json.object(line));
            if (event.text("type").equals(Optional.of("DELETED"))) {
                event.text("object", "metadata", "uid").ifPresent(uid -> gone.putIfAbsent(uid, now));
            }
        } catch (IOException garbled) {
            throw new UncheckedIOException(garbled);
        }
    }

    /** When the last object of those that were there at first was gone; empty while one is left. */
    public Optional<Instant> last() {
        return gone.keySet().containsAll(before)
                ? before.stream()
                        .map(uid -> gone.getOrDefault(uid, Instant.EPOCH))
                        .max(Instant::compareTo)
                : Optional.empty();
    }

    @Override
    public void close() {
        streams.forEach(LineStream::close);
    }
}
