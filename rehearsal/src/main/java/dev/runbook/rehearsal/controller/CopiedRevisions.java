package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.registry.Registry;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Names the revisions of workloads that come from a live cluster as the controllers here do, which else would roll out pods anew that are
 * up to date.
 */
public record CopiedRevisions(Registry registry) {
    private static final String HASH = "controller-revision-hash";
    private static final List<String> OF_STATUS = List.of("currentRevision", "updateRevision");

    public void settle() {
        for (ObjectNode set : objects("apps/v1", "StatefulSet", "")) {
            String there = JsonTrees.text(set, "status", "updateRevision");
            String here = Meta.name(set) + "-" + hash(set);
            rename(set, there, here);
            ObjectNode changed = set.deepCopy();
            for (String field : OF_STATUS) {
                if (JsonTrees.text(set, "status", field).equals(there)) {
                    JsonTrees.child(changed, "status").put(field, here);
                }
            }
            put("apps/v1", "StatefulSet", changed);
        }
        for (ObjectNode set : objects("apps/v1", "DaemonSet", "")) {
            newest(set).ifPresent(there -> rename(set, there, hash(set)));
        }
    }

    private static String hash(ObjectNode set) {
        return WorkloadPods.hash(JsonTrees.at(set, "spec", "template"));
    }

    private Optional<String> newest(ObjectNode set) {
        return objects("apps/v1", "ControllerRevision", Meta.namespace(set)).stream()
                .filter(revision -> isOf(revision, set))
                .max(Comparator.comparingLong(
                        revision -> revision.path("revision").asLong()))
                .map(revision -> Meta.labels(revision).getOrDefault(HASH, ""));
    }

    private void rename(ObjectNode set, String there, String here) {
        for (ObjectNode pod : objects("v1", "Pod", Meta.namespace(set))) {
            if (isOf(pod, set) && Meta.labels(pod).getOrDefault(HASH, "").equals(there)) {
                ObjectNode changed = pod.deepCopy();
                JsonTrees.child(Meta.of(changed), "labels").put(HASH, here);
                put("v1", "Pod", changed);
            }
        }
    }

    private static boolean isOf(ObjectNode object, ObjectNode set) {
        return Meta.controller(object)
                .filter(owner -> JsonTrees.text(owner, "uid").equals(Meta.uid(set)))
                .isPresent();
    }

    private List<ObjectNode> objects(String apiVersion, String kind, String namespace) {
        return registry.store().list(type(apiVersion, kind), namespace).objects();
    }

    private void put(String apiVersion, String kind, ObjectNode object) {
        registry.store().put(type(apiVersion, kind).key(Meta.namespace(object), Meta.name(object)), object);
    }

    private ResourceType type(String apiVersion, String kind) {
        return registry.types().known(apiVersion, kind);
    }
}
