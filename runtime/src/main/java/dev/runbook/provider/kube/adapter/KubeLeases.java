package dev.runbook.provider.kube.adapter;

import dev.runbook.json.Json;
import dev.runbook.port.Clock;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Leases;
import dev.runbook.provider.kube.adapter.ServerAnswer.ApiCall;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Leases of {@code coordination.k8s.io/v1}. The server itself refuses a write when another has come in between. */
final class KubeLeases implements Leases {
    private static final Kind KIND = new Kind("coordination.k8s.io/v1", "Lease", "leases", true);
    private static final DateTimeFormatter MICRO_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final String FIELD_MANAGER = "?fieldManager=runbook";

    private final ClusterConnection link;
    private final Clock clock;

    KubeLeases(ClusterConnection link, Clock clock) {
        this.link = link;
        this.clock = clock;
    }

    @Override
    public Optional<Lease> find(String namespace, String name) throws InterruptedException {
        Transport.HttpReply reply = link.transport().get(ApiPaths.one(KIND, namespace, name));
        return switch (reply.status()) {
            case 200 -> Optional.of(lease(reply));
            case 404 -> Optional.empty();
            default -> throw failure("get", namespace, name, reply);
        };
    }

    @Override
    public Written create(Lease lease) throws InterruptedException {
        Transport.HttpReply reply =
                send("POST", ApiPaths.all(KIND, lease.namespace()) + FIELD_MANAGER, Json.line(object(lease)));
        return switch (reply.status()) {
            case 200, 201 -> new Written.Saved(lease(reply));
            case 409 -> new Written.Conflict();
            case 404 -> {
                // The other thing that may be missing is the whole API.
                if (ServerAnswer.message(reply.body()).contains("namespaces")) {
                    yield new Written.NoNamespace();
                }
                throw failure("create", lease.namespace(), "", reply);
            }
            default -> throw failure("create", lease.namespace(), "", reply);
        };
    }

    @Override
    public Written replace(Lease lease) throws InterruptedException {
        Transport.HttpReply reply = send(
                "PUT", ApiPaths.one(KIND, lease.namespace(), lease.name()) + FIELD_MANAGER, Json.line(object(lease)));
        return switch (reply.status()) {
            case 200, 201 -> new Written.Saved(lease(reply));
            case 404, 409 -> new Written.Conflict();
            default -> throw failure("update", lease.namespace(), lease.name(), reply);
        };
    }

    @Override
    public void delete(Lease lease) throws InterruptedException {
        Map<String, Object> options = Map.of(
                "apiVersion", "v1",
                "kind", "DeleteOptions",
                "preconditions", Map.of("resourceVersion", lease.version()));
        Transport.HttpReply reply =
                send("DELETE", ApiPaths.one(KIND, lease.namespace(), lease.name()), Json.line(options));
        switch (reply.status()) {
            case 200, 202, 404, 409 -> {
                // It is gone, or it is another's by now.
            }
            default -> throw failure("delete", lease.namespace(), lease.name(), reply);
        }
    }

    private Transport.HttpReply send(String method, String path, String body) throws InterruptedException {
        return link.transport().send(method, path, "application/json", body);
    }

    private RuntimeException failure(String verb, String namespace, String name, Transport.HttpReply reply) {
        return ServerAnswer.failure(
                link.transport().target(), ApiCall.of(verb, KIND, namespace, name), reply.status(), reply.body());
    }

    private Map<String, Object> object(Lease lease) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", lease.name());
        metadata.put("namespace", lease.namespace());
        metadata.put("annotations", lease.notes());
        metadata.put("labels", Map.of("app.kubernetes.io/managed-by", "runbook"));
        if (!lease.version().isEmpty()) {
            metadata.put("resourceVersion", lease.version());
        }
        Map<String, Object> spec = Map.of(
                "holderIdentity", lease.holder(),
                "leaseDurationSeconds", Math.toIntExact(lease.lasts().toSeconds()),
                "acquireTime", MICRO_TIME.format(lease.since()),
                "renewTime", MICRO_TIME.format(clock.now()),
                "leaseTransitions", lease.transitions());
        return Map.of("apiVersion", KIND.apiVersion(), "kind", KIND.name(), "metadata", metadata, "spec", spec);
    }

    private Lease lease(Transport.HttpReply reply) {
        KubeObject object = new KubeObject(ServerAnswer.object(link.transport().target(), reply.body()));
        Map<String, String> notes = new LinkedHashMap<>();
        if (object.at("metadata", "annotations").orElse(Map.of()) instanceof Map<?, ?> annotations) {
            annotations.forEach((key, value) -> notes.put(String.valueOf(key), String.valueOf(value)));
        }
        return new Lease(
                object.namespace(),
                object.name(),
                object.text("metadata", "resourceVersion").orElse(""),
                object.text("spec", "holderIdentity").orElse(""),
                Duration.ofSeconds(number(object, "leaseDurationSeconds")),
                since(object),
                number(object, "leaseTransitions"),
                notes);
    }

    private static int number(KubeObject object, String field) {
        return object.at("spec", field).orElse(0) instanceof Number number ? number.intValue() : 0;
    }

    private static Instant since(KubeObject object) {
        try {
            return Instant.parse(object.text("spec", "acquireTime").orElse(""));
        } catch (DateTimeException none) {
            return Instant.EPOCH;
        }
    }
}
