package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.registry.Registry;
import dev.runbook.rehearsal.registry.WriteOptions;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Writes down as events what controllers did to an object. */
final class EventRecorder {
    private final Registry registry;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final AtomicLong counter = new AtomicLong(System.currentTimeMillis() << 20);

    EventRecorder(Registry registry) {
        this.registry = registry;
    }

    void normal(ObjectNode about, String component, String reason, String message) {
        record(about, component, "Normal", reason, message);
    }

    void warning(ObjectNode about, String component, String reason, String message) {
        record(about, component, "Warning", reason, message);
    }

    /** A workload whose pods are refused; it tries again and again, which needs to be said once. */
    void refused(ObjectNode about, String message) {
        if (refused.add(Meta.uid(about) + " " + Meta.generation(about))) {
            String kind = JsonTrees.text(about, "kind").toLowerCase(Locale.ROOT);
            record(about, kind + "-controller", "Warning", "FailedCreate", message);
        }
    }

    private void record(ObjectNode about, String component, String type, String reason, String message) {
        String namespace = Meta.namespace(about).isEmpty() ? "default" : Meta.namespace(about);
        ObjectNode event = JsonTrees.object();
        event.putObject("metadata")
                .put("name", "%s.%016x".formatted(Meta.name(about), counter.incrementAndGet()))
                .put("namespace", namespace);
        event.putObject("involvedObject")
                .put("kind", JsonTrees.text(about, "kind"))
                .put("apiVersion", JsonTrees.text(about, "apiVersion"))
                .put("namespace", Meta.namespace(about))
                .put("name", Meta.name(about))
                .put("uid", Meta.uid(about))
                .put("resourceVersion", Meta.resourceVersion(about));
        event.put("type", type).put("reason", reason).put("message", message).put("count", 1);
        event.put("firstTimestamp", Meta.now()).put("lastTimestamp", Meta.now());
        event.putObject("source").put("component", component);
        event.put("reportingComponent", component).put("reportingInstance", "");
        try {
            registry.create(registry.types().known("v1", "Event"), namespace, event, WriteOptions.INTERNAL);
        } catch (ApiError refused) {
            // A namespace that is being deleted takes no events; the real recorder drops them too.
            return;
        }
    }
}
