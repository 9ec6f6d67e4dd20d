package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.registry.Registry;
import dev.runbook.rehearsal.store.Snapshot;
import java.util.List;

/** Answers GET: one object, or a list with the resource version at which a watch can go on. */
final class Reads {
    private final Registry registry;

    Reads(Registry registry) {
        this.registry = registry;
    }

    Reply get(ResourcePath path, Request request) {
        return Reply.ok(Rendering.of(request).object(path.type(), registry.get(path.key())));
    }

    Reply list(ResourcePath path, Request request) {
        Selection selection = Selection.of(path, request);
        Snapshot snapshot = registry.store().list(path.type(), path.namespace());
        List<ObjectNode> found =
                snapshot.objects().stream().filter(selection::matches).toList();
        return Reply.ok(Rendering.of(request).list(path.type(), found, snapshot.version()));
    }
}
