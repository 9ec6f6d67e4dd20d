package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import java.util.ArrayList;
import java.util.List;

/** The columns of a HorizontalPodAutoscaler. Nothing measures in the cluster, so that of each target the value now is unknown. */
final class AutoscalerColumns {
    private static final String UNKNOWN = "<unknown>";
    private static final int MOST_SHOWN = 2;

    static final List<PrinterColumn> ALL = List.of(
            PrinterColumns.NAME,
            PrinterColumns.column("Reference", AutoscalerColumns::reference),
            PrinterColumns.column("Targets", AutoscalerColumns::targets),
            PrinterColumns.column("MinPods", scaler -> {
                JsonNode least = JsonTrees.at(scaler, "spec", "minReplicas");
                return least.isNumber() ? least.asText() : "<unset>";
            }),
            PrinterColumns.column("MaxPods", scaler -> PrinterColumns.number(scaler, "spec", "maxReplicas")),
            PrinterColumns.status("Replicas", "currentReplicas"),
            PrinterColumns.AGE);

    private AutoscalerColumns() {}

    private static String reference(ObjectNode scaler) {
        JsonNode target = JsonTrees.at(scaler, "spec", "scaleTargetRef");
        return JsonTrees.text(target, "kind") + "/" + JsonTrees.text(target, "name");
    }

    private static String targets(ObjectNode scaler) {
        List<String> all = new ArrayList<>();
        JsonNode percent = JsonTrees.at(scaler, "spec", "targetCPUUtilizationPercentage");
        if (percent.isNumber()) {
            all.add("cpu: " + UNKNOWN + "/" + percent.asText() + "%");
        }
        JsonTrees.objects(JsonTrees.at(scaler, "spec", "metrics")).forEach(metric -> all.add(target(metric)));
        return all.isEmpty()
                ? "<none>"
                : all.size() <= MOST_SHOWN
                        ? String.join(", ", all)
                        : "%s + %d more..."
                                .formatted(String.join(", ", all.subList(0, MOST_SHOWN)), all.size() - MOST_SHOWN);
    }

    private static String target(ObjectNode metric) {
        String type = JsonTrees.text(metric, "type");
        String field = type.isEmpty() ? "" : Character.toLowerCase(type.charAt(0)) + type.substring(1);
        JsonNode source = metric.path(field);
        JsonNode target = source.path("target");
        String percent = JsonTrees.text(target, "averageUtilization");
        String average = JsonTrees.text(target, "averageValue");
        String wanted = !percent.isEmpty()
                ? percent + "%"
                : !average.isEmpty()
                        ? type.equals("External") || type.equals("Object") ? average + " (avg)" : average
                        : JsonTrees.text(target, "value");
        String name = type.contains("Resource") ? JsonTrees.text(source, "name") + ": " : "";
        return name + UNKNOWN + "/" + wanted;
    }
}
