package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.ResourceType;

/** A HorizontalPodAutoscaler is kept as {@code autoscaling/v2} has it; v1 knows the use of processors alone. */
final class AutoscalerVersions {
    private static final String OLD = "targetCPUUtilizationPercentage";

    private AutoscalerVersions() {}

    /** What a client sends in a version, as it is kept. */
    static ObjectNode kept(ResourceType type, ObjectNode sent) {
        if (!isOld(type) || !(sent.get("spec") instanceof ObjectNode spec) || !spec.has(OLD)) {
            return sent;
        }
        ObjectNode resource = JsonTrees.object().put("name", "cpu");
        resource.putObject("target").put("type", "Utilization").set("averageUtilization", spec.remove(OLD));
        spec.putArray("metrics").addObject().put("type", "Resource").set("resource", resource);
        return sent;
    }

    /** What is kept, as a version has it. */
    static ObjectNode shown(ResourceType type, ObjectNode kept) {
        if (!isOld(type) || !(kept.get("spec") instanceof ObjectNode spec)) {
            return kept;
        }
        JsonTrees.objects(spec.path("metrics")).stream()
                .map(metric -> metric.path("resource"))
                .filter(resource -> JsonTrees.text(resource, "name").equals("cpu"))
                .findFirst()
                .ifPresent(resource -> spec.set(OLD, JsonTrees.at(resource, "target", "averageUtilization")));
        spec.remove("metrics");
        return kept;
    }

    private static boolean isOld(ResourceType type) {
        return type.is("autoscaling", "HorizontalPodAutoscaler")
                && type.version().equals("v1");
    }
}
