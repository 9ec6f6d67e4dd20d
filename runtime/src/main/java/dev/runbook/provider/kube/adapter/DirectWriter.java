package dev.runbook.provider.kube.adapter;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.runbook.json.Json;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Permission;
import dev.runbook.port.Right;
import dev.runbook.provider.kube.adapter.ServerAnswer.ApiCall;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Changes objects by UID: the server itself refuses when another object has taken the name. */
final class DirectWriter implements ClusterWriter {
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String APPLY_PATCH = "application/apply-patch+yaml";

    private static final Pattern MANAGER = Pattern.compile("conflicts? with \"([^\"]+)\"");

    private final ClusterConnection link;

    DirectWriter(ClusterConnection link) {
        this.link = link;
    }

    @Override
    public void patch(ResourceId object, String subresource, Map<String, Object> patch) throws InterruptedException {
        Kind kind = kind(object);
        Map<String, Object> metadata = new LinkedHashMap<>();
        if (patch.get("metadata") instanceof Map<?, ?> given) {
            given.forEach((k, v) -> metadata.put(String.valueOf(k), v));
        }
        metadata.put("uid", object.uid());
        Map<String, Object> guarded = new LinkedHashMap<>(patch);
        guarded.put("metadata", metadata);
        String path = ApiPaths.one(kind, object.namespace(), object.name())
                + (subresource.isEmpty() ? "" : "/" + subresource);
        Transport.HttpReply reply =
                link.transport().send("PATCH", path + "?fieldManager=runbook", MERGE_PATCH, Json.line(guarded));
        String message = ServerAnswer.message(reply.body());
        // A patch with another UID counts as a wish to change the UID.
        boolean replaced = reply.status() == 409 || (reply.status() == 422 && message.contains("metadata.uid"));
        if (reply.status() == 404 || replaced) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "%s is no longer the object that was looked up: %s".formatted(object.shortName(), message),
                    "Look it up again right before the change."));
        }
        if (reply.status() / 100 != 2) {
            throw ServerAnswer.failure(
                    link.transport().target(),
                    ApiCall.of("patch", kind, object.namespace(), object.name()),
                    reply.status(),
                    reply.body());
        }
    }

    @Override
    public void create(Kind kind, String namespace, Map<String, Object> object) throws InterruptedException {
        Map<String, Object> whole = new LinkedHashMap<>(object);
        whole.put("apiVersion", kind.apiVersion());
        whole.put("kind", kind.name());
        Transport.HttpReply reply = link.transport()
                .send(
                        "POST",
                        ApiPaths.all(kind, namespace) + "?fieldManager=runbook",
                        "application/json",
                        Json.line(whole));
        if (reply.status() == 409) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    ServerAnswer.message(reply.body()),
                    "Give another name, or delete what has it."));
        }
        if (reply.status() / 100 != 2) {
            throw ServerAnswer.failure(
                    link.transport().target(), ApiCall.of("create", kind, namespace, ""), reply.status(), reply.body());
        }
    }

    @Override
    public void apply(Kind kind, String namespace, String name, String manifest) throws InterruptedException {
        apply(kind, namespace, name, manifest, "");
    }

    @Override
    public KubeObject applied(Kind kind, String namespace, String name, String manifest) throws InterruptedException {
        String made = apply(kind, namespace, name, manifest, "&dryRun=All");
        return new KubeObject(ServerAnswer.object(link.transport().target(), made));
    }

    private String apply(Kind kind, String namespace, String name, String manifest, String query)
            throws InterruptedException {
        String path = ApiPaths.one(kind, namespace, name) + "?fieldManager=runbook" + query;
        Transport.HttpReply reply = link.transport().send("PATCH", path, APPLY_PATCH, manifest);
        if (reply.status() == 409 && onlyHelms(ServerAnswer.message(reply.body()))) {
            reply = link.transport().send("PATCH", path + "&force=true", APPLY_PATCH, manifest);
        }
        if (reply.status() == 409) {
            throw new Failed(Failure.of(
                    FailureClass.ApplyConflict,
                    "%s/%s: %s"
                            .formatted(kind.name().toLowerCase(Locale.ROOT), name, ServerAnswer.message(reply.body())),
                    "Another tool has set these fields: apply it with that one, or with kubectl apply --server-side"
                            + " --force-conflicts."));
        }
        if (reply.status() / 100 != 2) {
            throw ServerAnswer.failure(
                    link.transport().target(),
                    ApiCall.of("patch", kind, namespace, name),
                    reply.status(),
                    reply.body());
        }
        return reply.body();
    }

    /** The objects are helm's: what it has set itself is no other tool's. */
    private static boolean onlyHelms(String message) {
        Matcher managers = MANAGER.matcher(message);
        int others = 0;
        int all = 0;
        while (managers.find()) {
            all++;
            others += managers.group(1).startsWith("helm") ? 0 : 1;
        }
        return all > 0 && others == 0;
    }

    @Override
    public boolean delete(ResourceId object, Cascade cascade) throws InterruptedException {
        Kind kind = kind(object);
        Map<String, Object> options = Map.of(
                "apiVersion",
                "v1",
                "kind",
                "DeleteOptions",
                "propagationPolicy",
                cascade.policy(),
                "preconditions",
                Map.of("uid", object.uid()));
        Transport.HttpReply reply = link.transport()
                .send(
                        "DELETE",
                        ApiPaths.one(kind, object.namespace(), object.name()),
                        "application/json",
                        Json.line(options));
        return switch (reply.status()) {
            case 200, 201, 202 -> true;
            // Not there, or another object has its name: the one that was meant is gone.
            case 404, 409 -> false;
            default ->
                throw ServerAnswer.failure(
                        link.transport().target(),
                        ApiCall.of("delete", kind, object.namespace(), object.name()),
                        reply.status(),
                        reply.body());
        };
    }

    @Override
    public Map<Right, Permission> may(Collection<Right> rights) throws InterruptedException {
        return new AccessReviews(link).of(rights);
    }

    private Kind kind(ResourceId object) throws InterruptedException {
        Optional<Kind> known = link.discovery().kind(object.apiVersion(), object.kind());
        return known.isPresent() ? known.get() : link.discovery().kind(object.apiVersion() + "/" + object.kind());
    }
}
