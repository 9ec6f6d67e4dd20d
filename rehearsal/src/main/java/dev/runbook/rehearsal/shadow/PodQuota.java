package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.admission.Quantity;
import dev.runbook.rehearsal.admission.QuotaUse;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.LabelSelector;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Adds up what all pods of the workloads of a namespace would use of its quotas: the server is asked for one pod of each. */
final class PodQuota {
    private final ShadowState state;
    private final ExchangeLog record;
    private final Map<OverlayKey, Demand> demands = new ConcurrentHashMap<>();

    /**
     * What a workload asks for.
     *
     * @param pods all of them
     * @param least how many of them it cannot do without
     * @param each what one uses
     * @param selector of the pods that it has now
     */
    private record Demand(int pods, int least, Map<String, BigDecimal> each, Optional<JsonNode> selector) {}

    PodQuota(ShadowState state, ExchangeLog record) {
        this.state = state;
        this.record = record;
    }

    /**
     * Why pods are refused: a quota that has no room for those of one workload, whatever else becomes of the namespace. Where it
     * has none beside what is there, that is noted as not known: what is written later may make room.
     *
     * @param pod as the server would have it
     */
    Optional<String> refusal(PodTemplate made, ObjectNode pod, Optional<ObjectNode> live, Sender sender)
            throws InterruptedException {
        String namespace = made.key().namespace();
        Demand demand = new Demand(
                made.pods(live),
                made.leastPods(live),
                QuotaUse.of("", "pods", pod),
                live.map(object -> JsonTrees.at(object, "spec", "selector")));
        demands.put(made.key(), demand);
        ResourceAddress quotas = new ResourceAddress("", "v1", "resourcequotas", namespace, "", "");
        LiveServer.ServerReply reply = state.recent().read(quotas, sender);
        if (!reply.isSuccess()) {
            return Optional.empty();
        }
        Optional<Map<String, BigDecimal>> change = Optional.empty();
        for (ObjectNode quota : JsonTrees.objects(ShadowState.object(reply).path("items"))) {
            boolean scoped =
                    quota.path("spec").has("scopes") || quota.path("spec").has("scopeSelector");
            for (Map.Entry<String, BigDecimal> one : demand.each().entrySet()) {
                String name = one.getKey();
                JsonNode hard = JsonTrees.at(quota, "status", "hard", name);
                Optional<BigDecimal> limit = Quantity.bytes(hard.asText());
                if (limit.isEmpty()) {
                    continue;
                }
                if (!scoped && times(one.getValue(), demand.least()).compareTo(limit.get()) > 0) {
                    record.emulated("all its pods count");
                    return Optional.of(
                            "pods \"%s-\" is forbidden: exceeded quota: %s, requested: %s=%s for %d pods, limited: %s=%s"
                                    .formatted(
                                            made.key().name(),
                                            Meta.name(quota),
                                            name,
                                            times(one.getValue(), demand.least())
                                                    .toPlainString(),
                                            demand.least(),
                                            name,
                                            hard.asText()));
                }
                if (change.isEmpty()) {
                    change = change(made.key(), sender);
                }
                BigDecimal used = Quantity.bytes(
                                JsonTrees.at(quota, "status", "used", name).asText("0"))
                        .orElse(BigDecimal.ZERO);
                BigDecimal then = used.add(change.map(more -> more.getOrDefault(name, BigDecimal.ZERO))
                        .orElse(BigDecimal.ZERO));
                if (then.compareTo(limit.get()) > 0) {
                    record.unknown(
                            "whether quota %s of namespace %s has room for all pods is not known: %s %s are wanted of %s"
                                    .formatted(Meta.name(quota), namespace, then.toPlainString(), name, hard.asText()));
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static BigDecimal times(BigDecimal each, int pods) {
        return each.multiply(BigDecimal.valueOf(pods));
    }

    /** What the workloads that were written here use more than what they and those that are gone use now; empty where that cannot be seen. */
    private Optional<Map<String, BigDecimal>> change(OverlayKey asked, Sender sender) throws InterruptedException {
        String namespace = asked.namespace();
        ResourceAddress pods = new ResourceAddress("", "v1", "pods", namespace, "", "");
        LiveServer.ServerReply reply = state.recent().read(pods, sender);
        if (!reply.isSuccess()) {
            return Optional.empty();
        }
        Map<String, BigDecimal> change = new TreeMap<>();
        Map<OverlayKey, Demand> here = new LinkedHashMap<>(demands);
        here.keySet()
                .removeIf(key -> !key.namespace().equals(namespace)
                        || (!key.equals(asked)
                                && !(state.overlay().get(key).orElse(null)
                                        instanceof Overlay.ObjectState.StoredObject)));
        here.values()
                .forEach(demand -> demand.each()
                        .forEach((name, amount) -> change.merge(name, times(amount, demand.pods()), BigDecimal::add)));
        List<LabelSelector> had = here.values().stream()
                .flatMap(demand -> demand.selector().stream())
                .map(LabelSelector::of)
                .toList();
        for (ObjectNode pod : JsonTrees.objects(ShadowState.object(reply).path("items"))) {
            boolean goes = had.stream().anyMatch(selector -> selector.matches(Meta.labels(pod)))
                    || state.isGone(pods.named(Meta.name(pod)), pod, sender);
            if (goes) {
                QuotaUse.of("", "pods", pod)
                        .forEach((name, amount) -> change.merge(name, amount.negate(), BigDecimal::add));
            }
        }
        return Optional.of(change);
    }

    /** Forgets a workload that goes by what is there. */
    void forget(OverlayKey key) {
        demands.remove(key);
    }
}
