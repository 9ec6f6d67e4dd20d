package dev.runbook.rehearsal.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.api.ResourceTypes;
import dev.runbook.rehearsal.store.Store;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What quotas and limit ranges of a namespace add to a new object, and refuse of it. */
public record NamespaceLimits(Store store, ResourceTypes types) {
    private static final String CONTAINER = "Container";

    /** Gives containers what they do not say themselves, and holds them and claims to their bounds. */
    void fill(ObjectKey key, ObjectNode object) {
        List<String> refusals = new ArrayList<>();
        for (JsonNode limit : limits(key)) {
            if (key.type().is("", "Pod") && JsonTrees.text(limit, "type").equals(CONTAINER)) {
                for (ObjectNode container : JsonTrees.objects(JsonTrees.at(object, "spec", "containers"))) {
                    fill(limit, container);
                    hold(limit, JsonTrees.child(container, "resources"), refusals);
                }
            } else if (key.type().is("", "PersistentVolumeClaim")
                    && JsonTrees.text(limit, "type").equals("PersistentVolumeClaim")) {
                hold(limit, JsonTrees.at(object, "spec", "resources"), refusals);
            }
        }
        refuse(key, refusals);
    }

    private List<JsonNode> limits(ObjectKey key) {
        List<JsonNode> limits = new ArrayList<>();
        if (key.type().is("", "Pod") || key.type().is("", "PersistentVolumeClaim")) {
            store.list(types.known("v1", "LimitRange"), key.namespace())
                    .objects()
                    .forEach(range -> JsonTrees.at(range, "spec", "limits").forEach(limits::add));
        }
        return limits;
    }

    private static void fill(JsonNode limit, ObjectNode container) {
        ObjectNode resources = JsonTrees.child(container, "resources");
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("default", "limits");
        fields.put("defaultRequest", "requests");
        fields.forEach((from, to) -> limit.path(from)
                .properties()
                .forEach(value -> JsonTrees.fill(
                        JsonTrees.child(resources, to),
                        value.getKey(),
                        value.getValue().asText())));
        // What has a limit and no request asks for all of the limit.
        resources
                .path("limits")
                .properties()
                .forEach(value -> JsonTrees.fill(
                        JsonTrees.child(resources, "requests"),
                        value.getKey(),
                        value.getValue().asText()));
    }

    private static void hold(JsonNode limit, JsonNode resources, List<String> refusals) {
        String of = " usage per " + JsonTrees.text(limit, "type") + " is ";
        limit.path("max").properties().forEach(most -> {
            String field = resources.path("limits").has(most.getKey()) ? "limits" : "requests";
            String asked = JsonTrees.text(resources, field, most.getKey());
            if (Quantity.isLess(most.getValue().asText(), asked)) {
                refusals.add("maximum " + most.getKey() + of + most.getValue().asText() + ", but "
                        + field.replaceFirst("s$", "") + " is " + asked);
            }
        });
        limit.path("min").properties().forEach(least -> {
            String asked = JsonTrees.text(resources, "requests", least.getKey());
            if (Quantity.isLess(asked, least.getValue().asText())) {
                refusals.add(
                        "minimum " + least.getKey() + of + least.getValue().asText() + ", but request is " + asked);
            }
        });
    }

    /** Refuses an object for which a quota has no room. */
    void hold(ObjectKey key, ObjectNode object) {
        if (!key.type().namespaced()) {
            return;
        }
        for (ObjectNode quota :
                store.list(types.known("v1", "ResourceQuota"), key.namespace()).objects()) {
            Map<String, BigDecimal> wanted =
                    QuotaUse.of(key.type().group(), key.type().plural(), object);
            if (!QuotaScope.covers(quota, key.type(), object)) {
                continue;
            }
            Map<String, String> hard = hard(quota);
            if (key.type().is("", "Pod")) {
                requireCounted(key, quota, hard, wanted);
            }
            Map<String, BigDecimal> used = used(quota);
            List<String> full = wanted.keySet().stream()
                    .filter(hard::containsKey)
                    .filter(name -> Quantity.bytes(hard.getOrDefault(name, ""))
                            .filter(limit ->
                                    of(used, name).add(of(wanted, name)).compareTo(limit) > 0)
                            .isPresent())
                    .toList();
            if (!full.isEmpty()) {
                throw ApiError.forbidden(
                        key,
                        "exceeded quota: %s, requested: %s, used: %s, limited: %s"
                                .formatted(
                                        Meta.name(quota),
                                        listed(full, name -> Quantity.text(of(wanted, name))),
                                        listed(full, name -> Quantity.text(of(used, name))),
                                        listed(full, name -> hard.getOrDefault(name, ""))));
            }
        }
    }

    private static BigDecimal of(Map<String, BigDecimal> amounts, String name) {
        return amounts.getOrDefault(name, BigDecimal.ZERO);
    }

    private static void requireCounted(
            ObjectKey key, ObjectNode quota, Map<String, String> hard, Map<String, BigDecimal> wanted) {
        List<String> missing = hard.keySet().stream()
                .filter(name -> name.matches("(requests\\.|limits\\.)?(cpu|memory)"))
                .filter(name -> !wanted.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            throw ApiError.forbidden(
                    key, "failed quota: " + Meta.name(quota) + ": must specify " + String.join(",", missing));
        }
    }

    private static String listed(List<String> names, UnaryOperator<String> amount) {
        return names.stream().map(name -> name + "=" + amount.apply(name)).collect(Collectors.joining(","));
    }

    private static Map<String, String> hard(ObjectNode quota) {
        Map<String, String> hard = new TreeMap<>();
        JsonTrees.at(quota, "spec", "hard")
                .properties()
                .forEach(limit -> hard.put(limit.getKey(), limit.getValue().asText()));
        return hard;
    }

    /** How much of what a quota limits is used in its namespace. */
    public Map<String, BigDecimal> used(ObjectNode quota) {
        Map<String, BigDecimal> used = new TreeMap<>();
        hard(quota).keySet().forEach(name -> used.put(name, BigDecimal.ZERO));
        for (ResourceType type : types.all()) {
            if (type.namespaced()) {
                for (ObjectNode object : store.list(type, Meta.namespace(quota)).objects()) {
                    if (!QuotaScope.covers(quota, type, object)) {
                        continue;
                    }
                    QuotaUse.of(type.group(), type.plural(), object)
                            .forEach((name, amount) -> used.computeIfPresent(name, (_, sum) -> sum.add(amount)));
                }
            }
        }
        return used;
    }

    /** The same, as the status of the quota has it. */
    public Map<String, String> usedTexts(ObjectNode quota) {
        Map<String, String> texts = new TreeMap<>();
        used(quota).forEach((name, amount) -> texts.put(name, Quantity.text(amount)));
        return texts;
    }

    private static void refuse(ObjectKey key, List<String> refusals) {
        if (!refusals.isEmpty()) {
            throw ApiError.forbidden(
                    key, refusals.size() == 1 ? refusals.getFirst() : "[" + String.join(", ", refusals) + "]");
        }
    }
}
