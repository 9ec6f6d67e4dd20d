package dev.runbook.rehearsal.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.ResourceType;
import java.util.List;

/** Which objects a quota counts: all of its namespace, or the pods of its scopes. */
final class QuotaScope {
    private QuotaScope() {}

    static boolean covers(ObjectNode quota, ResourceType type, ObjectNode object) {
        JsonNode spec = quota.path("spec");
        List<String> scopes = JsonTrees.texts(spec.path("scopes"));
        JsonNode expressions = JsonTrees.at(spec, "scopeSelector", "matchExpressions");
        if (scopes.isEmpty() && expressions.isEmpty()) {
            return true;
        }
        if (!type.is("", "Pod") || !scopes.stream().allMatch(scope -> isIn(scope, object))) {
            return false;
        }
        for (JsonNode expression : expressions) {
            if (!fits(expression, object)) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(JsonNode expression, ObjectNode pod) {
        String scope = JsonTrees.text(expression, "scopeName");
        if (!scope.equals("PriorityClass")) {
            return isIn(scope, pod);
        }
        String priority = JsonTrees.text(pod, "spec", "priorityClassName");
        List<String> values = JsonTrees.texts(expression.path("values"));
        return switch (JsonTrees.text(expression, "operator")) {
            case "In" -> values.contains(priority);
            case "NotIn" -> !values.contains(priority);
            case "DoesNotExist" -> priority.isEmpty();
            default -> !priority.isEmpty();
        };
    }

    private static boolean isIn(String scope, ObjectNode pod) {
        boolean ends = JsonTrees.at(pod, "spec").hasNonNull("activeDeadlineSeconds");
        boolean bestEffort = JsonTrees.objects(JsonTrees.at(pod, "spec", "containers")).stream()
                .map(container -> container.path("resources"))
                .allMatch(resources -> resources.path("requests").isEmpty()
                        && resources.path("limits").isEmpty());
        return switch (scope) {
            case "Terminating" -> ends;
            case "NotTerminating" -> !ends;
            case "BestEffort" -> bestEffort;
            case "NotBestEffort" -> !bestEffort;
            default -> false;
        };
    }
}
