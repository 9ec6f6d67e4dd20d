package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import java.util.stream.Collectors;

/** The part of a workload that says how many pods it has. */
final class Scale {
    private Scale() {}

    static ObjectNode of(ObjectNode workload) {
        ObjectNode scale = JsonTrees.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        for (String field : new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
            JsonNode value = JsonTrees.at(workload, "metadata", field);
            if (!value.isMissingNode()) {
                metadata.set(field, value);
            }
        }
        int replicas = JsonTrees.at(workload, "spec", "replicas").asInt();
        scale.putObject("spec").put("replicas", replicas);
        scale.putObject("status").put("replicas", replicas).put("selector", selector(workload));
        return scale;
    }

    private static String selector(ObjectNode workload) {
        JsonNode labels = JsonTrees.at(workload, "spec", "selector", "matchLabels");
        return Meta.textMap(labels).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
