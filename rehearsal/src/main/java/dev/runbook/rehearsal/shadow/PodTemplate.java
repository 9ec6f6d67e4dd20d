package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a workload makes pods of, and when. */
record PodTemplate(OverlayKey key, ObjectNode workload) {
    private static final Set<String> MAKING_PODS =
            Set.of("apps/deployments", "apps/statefulsets", "apps/daemonsets", "batch/jobs");

    /** Empty of what makes no pods. */
    static Optional<PodTemplate> of(OverlayKey key, ObjectNode object) {
        return MAKING_PODS.contains(key.group() + "/" + key.plural())
                ? Optional.of(new PodTemplate(key, object))
                : Optional.empty();
    }

    JsonNode template() {
        return JsonTrees.at(workload, "spec", "template");
    }

    int replicas() {
        return JsonTrees.at(workload, "spec", "replicas").asInt(1);
    }

    /** How many pods it has at once when it has all of them. */
    int pods(Optional<ObjectNode> live) {
        return switch (key.plural()) {
            case "jobs" -> 1;
            case "daemonsets" ->
                Math.max(
                        1,
                        live.map(object -> JsonTrees.at(object, "status", "desiredNumberScheduled")
                                        .asInt())
                                .orElse(1));
            default -> replicas();
        };
    }

    /** How many it needs to count as rolled out. */
    int leastPods(Optional<ObjectNode> live) {
        return key.isOf("apps", "deployments") ? Math.max(1, replicas() - mayMiss()) : pods(live);
    }

    private boolean isJob() {
        return key.isOf("batch", "jobs");
    }

    private boolean wantsPods() {
        return replicas() > 0
                && !JsonTrees.at(workload, "spec", "paused").asBoolean()
                && !JsonTrees.at(workload, "spec", "suspend").asBoolean();
    }

    /** Whether the pods that are there stay until new ones are: a Deployment that rolls. */
    boolean keepsPods() {
        return key.isOf("apps", "deployments")
                && !JsonTrees.text(workload, "spec", "strategy", "type").equals("Recreate");
    }

    /** How many of its pods may be missing while it rolls. */
    int mayMiss() {
        String most = JsonTrees.at(workload, "spec", "strategy", "rollingUpdate", "maxUnavailable")
                .asText("0");
        if (most.endsWith("%")) {
            return new BigDecimal(most.substring(0, most.length() - 1))
                    .multiply(BigDecimal.valueOf(replicas()))
                    .divide(BigDecimal.valueOf(100), 0, RoundingMode.DOWN)
                    .intValue();
        }
        return Integer.parseInt(most);
    }

    /** Whether the pods of another state do for this one. */
    boolean isMetBy(ObjectNode other) {
        return template().equals(JsonTrees.at(other, "spec", "template"))
                && replicas() <= JsonTrees.at(other, "spec", "replicas").asInt(1);
    }

    /**
     * Whether pods are made that are not there yet.
     *
     * @param before what was there before it was written; null for what is new
     * @param live what the server has
     */
    boolean makesPods(@Nullable ObjectNode before, Optional<ObjectNode> live) {
        if (!wantsPods() || before == null) {
            return wantsPods();
        }
        boolean byHand =
                JsonTrees.text(workload, "spec", "updateStrategy", "type").equals("OnDelete");
        boolean there = keepsPods()
                && live.filter(had -> Meta.uid(had).equals(Meta.uid(workload)) && isMetBy(had))
                        .isPresent();
        return !isJob() && !byHand && !there && !isMetBy(before);
    }
}
