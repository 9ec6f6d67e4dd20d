package dev.runbook.rehearsal.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.LabelSelector;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.api.StatusConditions;
import java.util.List;

/** How many pods may be disturbed, as budgets say. */
public final class DisruptionBudget {
    private DisruptionBudget() {}

    /**
     * What a budget leaves.
     *
     * @param allowed how many more may go
     * @param healthy how many are ready
     * @param wanted how many must stay
     * @param pods how many there are
     */
    public record Room(int allowed, int healthy, int wanted, int pods) {}

    public static Room room(Registry registry, ObjectNode budget) {
        ResourceType type = registry.types().known("v1", "Pod");
        LabelSelector selector = LabelSelector.of(JsonTrees.at(budget, "spec", "selector"));
        List<ObjectNode> pods = registry.store().list(type, Meta.namespace(budget)).objects().stream()
                .filter(pod -> selector.matches(Meta.labels(pod)))
                .toList();
        int healthy = (int) pods.stream()
                .filter(pod -> !Meta.isDeleting(pod) && StatusConditions.isTrue(pod, "Ready"))
                .count();
        JsonNode most = JsonTrees.at(budget, "spec", "maxUnavailable");
        int wanted = most.isMissingNode()
                ? share(JsonTrees.at(budget, "spec", "minAvailable"), pods.size())
                : Math.max(0, pods.size() - share(most, pods.size()));
        return new Room(Math.max(0, healthy - wanted), healthy, wanted, pods.size());
    }

    private static int share(JsonNode value, int of) {
        String text = value.asText();
        return text.endsWith("%")
                ? (int) Math.ceil(Integer.parseInt(text.substring(0, text.length() - 1)) * of / 100.0)
                : value.asInt();
    }

    /** Refuses to let a pod go that a budget needs. */
    static void hold(Registry registry, ObjectNode pod) {
        ResourceType budgets = registry.types().known("policy/v1", "PodDisruptionBudget");
        for (ObjectNode budget :
                registry.store().list(budgets, Meta.namespace(pod)).objects()) {
            LabelSelector selector = LabelSelector.of(JsonTrees.at(budget, "spec", "selector"));
            if (selector.matches(Meta.labels(pod)) && StatusConditions.isTrue(pod, "Ready")) {
                Room room = room(registry, budget);
                if (room.allowed() < 1) {
                    throw ApiError.disruption(
                            Meta.name(budget),
                            "needs %d healthy pods and has %d currently".formatted(room.wanted(), room.healthy()));
                }
            }
        }
    }
}
