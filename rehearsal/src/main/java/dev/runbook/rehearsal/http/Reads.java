package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.registry.Registry;
import dev.runbook.rehearsal.store.ListSnapshot;
import java.util.List;

/** Answers GET: one object, or a list with the resource version at which a watch can go on. */
final class Reads {
    private final Registry registry;

    Reads(Registry registry) {
        this.registry = registry;
    }

    ApiResponse get(ResourcePath path, ApiRequest request) {
        return ApiResponse.ok(Rendering.of(request).object(path.type(), registry.get(path.key())));
    }

    ApiResponse list(ResourcePath path, ApiRequest request) {
        ObjectSelector selection = ObjectSelector.of(path, request);
        ListSnapshot snapshot = registry.store().list(path.type(), path.namespace());
        List<ObjectNode> found =
                snapshot.objects().stream().filter(selection::matches).toList();
        return ApiResponse.ok(Rendering.of(request).list(path.type(), found, snapshot.version()));
    }
}
