package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.behaviour.Behaviour;
import dev.runbook.rehearsal.behaviour.WorkloadPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the scenario has in store for a pod: whether it never becomes ready, or ends badly. */
final class PodOutcome {
    private final ControllerContext world;

    PodOutcome(ControllerContext world) {
        this.world = world;
    }

    boolean neverReady(ObjectNode pod) {
        return isMeant(pod, world.behaviour().neverReady(), Behaviour.NEVER_READY_ANNOTATION);
    }

    boolean fails(ObjectNode pod) {
        return isMeant(pod, world.behaviour().failingJobs(), Behaviour.FAILS_ANNOTATION);
    }

    /** How often the containers of a pod end before they run on. */
    int crashes(ObjectNode pod) {
        return world.behaviour().crashing().entrySet().stream()
                .filter(meant -> isMeant(pod, List.of(meant.getKey()), ""))
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(0);
    }

    private boolean isMeant(ObjectNode pod, List<WorkloadPattern> patterns, String annotation) {
        List<String> images = new ArrayList<>();
        JsonTrees.objects(JsonTrees.at(pod, "spec", "containers"))
                .forEach(container -> images.add(JsonTrees.text(container, "image")));
        Optional<ObjectNode> link = Optional.of(pod);
        while (link.isPresent()) {
            ObjectNode workload = link.get();
            if ((!annotation.isEmpty() && Meta.annotation(workload, annotation).equals("true"))
                    || patterns.stream()
                            .anyMatch(pattern ->
                                    pattern.matches(Meta.namespace(workload), Meta.name(workload), images))) {
                return true;
            }
            link = Meta.controller(workload).flatMap(owner -> find(Meta.namespace(workload), owner));
        }
        return false;
    }

    private Optional<ObjectNode> find(String namespace, ObjectNode owner) {
        return world.registry()
                .types()
                .byKind(JsonTrees.text(owner, "apiVersion"), JsonTrees.text(owner, "kind"))
                .flatMap(type -> world.find(type.key(namespace, JsonTrees.text(owner, "name"))));
    }
}
