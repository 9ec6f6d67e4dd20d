package dev.runbook.provider.kube.adapter;

import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.Events;
import dev.runbook.provider.kube.adapter.ServerAnswer.ApiCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the API server each time. */
final class DirectReader implements ClusterReader {
    private final ClusterConnection link;

    DirectReader(ClusterConnection link) {
        this.link = link;
    }

    /** A list with the version that a watch goes on from. */
    record Listing(List<KubeObject> objects, String version) {}

    @Override
    public Optional<KubeObject> get(Kind kind, String namespace, String name) throws InterruptedException {
        Transport.HttpReply reply = link.transport().get(ApiPaths.one(kind, namespace, name));
        return switch (reply.status()) {
            case 200 -> Optional.of(lean(ServerAnswer.object(link.transport().target(), reply.body()), kind));
            case 404 -> Optional.empty();
            default ->
                throw ServerAnswer.failure(
                        link.transport().target(),
                        ApiCall.of("get", kind, namespace, name),
                        reply.status(),
                        reply.body());
        };
    }

    @Override
    public List<KubeObject> list(Kind kind, String namespace, String labels) throws InterruptedException {
        return listing(kind, namespace, Map.of("labelSelector", labels)).objects();
    }

    Listing listing(Kind kind, String namespace, Map<String, String> selectors) throws InterruptedException {
        Transport.HttpReply reply = link.transport().get(ApiPaths.all(kind, namespace) + ApiPaths.query(selectors));
        if (reply.status() == 404) {
            return new Listing(List.of(), "");
        }
        if (reply.status() != 200) {
            throw ServerAnswer.failure(
                    link.transport().target(), ApiCall.of("list", kind, namespace, ""), reply.status(), reply.body());
        }
        KubeObject list = new KubeObject(ServerAnswer.object(link.transport().target(), reply.body()));
        List<KubeObject> objects = new ArrayList<>();
        if (list.content().get("items") instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> map) {
                    objects.add(lean(map, kind));
                }
            }
        }
        return new Listing(objects, list.text("metadata", "resourceVersion").orElse(""));
    }

    /** The object without what nobody asks for, and with its kind, which items of a list lack. */
    static KubeObject lean(Map<?, ?> object, Kind kind) {
        Map<String, Object> lean = new LinkedHashMap<>();
        lean.put("apiVersion", kind.apiVersion());
        lean.put("kind", kind.name());
        object.forEach((key, value) -> {
            if (key.equals("metadata") && value instanceof Map<?, ?> metadata) {
                Map<Object, Object> fewer = new LinkedHashMap<>(metadata);
                fewer.remove("managedFields");
                lean.put("metadata", fewer);
            } else {
                lean.put(String.valueOf(key), value);
            }
        });
        return new KubeObject(lean);
    }

    @Override
    public List<String> events(String namespace, String name, String uid) throws InterruptedException {
        Kind kind = link.discovery().kind("event");
        String about = uid.isEmpty() ? "involvedObject.name=" + name : "involvedObject.uid=" + uid;
        // Events about objects without a namespace stand in the default one.
        String home = namespace.isEmpty() ? "default" : namespace;
        return Events.newest(listing(kind, home, Map.of("fieldSelector", about)).objects());
    }

    @Override
    public boolean hasConditions(Kind kind) throws InterruptedException {
        return link.discovery().hasConditions(kind);
    }

    @Override
    public List<Kind> customKinds() throws InterruptedException {
        return link.discovery().customKinds();
    }

    @Override
    public Duration ahead() {
        return link.transport().ahead();
    }

    @Override
    public Kind kind(String written) throws InterruptedException {
        return link.discovery().kind(written);
    }

    @Override
    public Optional<Kind> kind(String apiVersion, String kind) throws InterruptedException {
        return link.discovery().kind(apiVersion, kind);
    }
}
