package dev.runbook.rehearsal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.FieldError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Server-side apply: a manager says everything that it wants, what it no longer says goes, others' fields stay. */
final class ServerSideApply {
    private ServerSideApply() {}

    static ObjectNode apply(ObjectNode live, ObjectNode configuration, String manager, boolean force) {
        if (manager.isEmpty()) {
            throw ApiError.unprocessable(
                    "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");
        }
        ObjectNode config = configuration.deepCopy();
        JsonTrees.dropNulls(config);
        if (config.path("metadata").has("managedFields")) {
            throw ApiError.badRequest("metadata.managedFields must be nil");
        }
        FieldSet wanted = FieldSet.of(config);
        List<ManagedFields.Share> others = new ArrayList<>();
        FieldSet before = new FieldSet(Set.of());
        String since = Meta.now();
        for (ManagedFields.Share share : ManagedFields.read(live)) {
            if (share.belongsTo(manager, true, "")) {
                before = share.fields();
                since = share.fields().equals(wanted) ? share.time() : since;
            } else {
                others.add(share);
            }
        }
        ObjectNode next = live.deepCopy();
        merge(next, config, "");
        others = settle(others, wanted, live, next, force);
        for (OwnedFieldPath gone : before.minus(wanted).minus(all(others)).paths()) {
            gone.deleteFrom(next);
        }
        others.add(new ManagedFields.Share(manager, true, "", JsonTrees.text(live, "apiVersion"), since, wanted));
        ManagedFields.write(next, others);
        return next;
    }

    /** Refuses fields to which others have given another value, or takes those fields away from them. */
    private static List<ManagedFields.Share> settle(
            List<ManagedFields.Share> others, FieldSet wanted, ObjectNode live, ObjectNode merged, boolean force) {
        Map<String, List<OwnedFieldPath>> conflicts = new LinkedHashMap<>();
        List<ManagedFields.Share> left = new ArrayList<>();
        for (ManagedFields.Share share : others) {
            Set<OwnedFieldPath> taken = new LinkedHashSet<>();
            for (OwnedFieldPath path : share.fields().paths()) {
                boolean claimed =
                        wanted.paths().contains(path) && !path.steps().getLast().equals(".");
                if (claimed && !path.in(live).equals(path.in(merged))) {
                    taken.add(path);
                }
            }
            if (!taken.isEmpty()) {
                conflicts.put(share.shown(), taken.stream().sorted().toList());
            }
            left.add(share.withFields(share.fields().minus(new FieldSet(taken))));
        }
        if (!conflicts.isEmpty() && !force) {
            throw conflict(conflicts);
        }
        return left;
    }

    private static ApiError conflict(Map<String, List<OwnedFieldPath>> conflicts) {
        List<FieldError> causes = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        conflicts.forEach((manager, paths) -> {
            lines.add("conflicts with " + manager + ":");
            paths.forEach(path -> {
                lines.add("- " + path);
                causes.add(new FieldError("FieldManagerConflict", path.toString(), "conflict with " + manager));
            });
        });
        String message = causes.size() == 1
                ? "Apply failed with 1 conflict: %s: %s"
                        .formatted(causes.getFirst().body(), causes.getFirst().field())
                : "Apply failed with %d conflicts: %s".formatted(causes.size(), String.join("\n", lines));
        return ApiError.applyConflict(message, causes);
    }

    private static FieldSet all(List<ManagedFields.Share> shares) {
        FieldSet all = new FieldSet(Set.of());
        for (ManagedFields.Share share : shares) {
            all = all.plus(share.fields());
        }
        return all;
    }

    private static void merge(ObjectNode into, ObjectNode config, String place) {
        config.properties().forEach(entry -> {
            String field = entry.getKey();
            switch (entry.getValue()) {
                case ObjectNode map when !FieldSet.isAtomic(field) -> merge(JsonTrees.child(into, field), map, field);
                case ArrayNode list -> mergeList(into, field, list, place);
                default -> into.set(field, entry.getValue());
            }
        });
    }

    private static void mergeList(ObjectNode into, String field, ArrayNode config, String place) {
        List<String> keys = MergeKeys.applied(place, field);
        if (!(into.get(field) instanceof ArrayNode present)) {
            into.set(field, config);
        } else if (MergeKeys.isSet(place, field)) {
            List<String> known = JsonTrees.texts(present);
            config.forEach(value -> {
                if (!known.contains(value.asText())) {
                    present.add(value);
                }
            });
        } else if (keys.isEmpty()) {
            into.set(field, config);
        } else {
            for (ObjectNode item : JsonTrees.objects(config)) {
                JsonNode key = FieldSet.key(item, keys);
                JsonTrees.objects(present).stream()
                        .filter(there -> OwnedFieldPath.hasKey(there, key))
                        .findFirst()
                        .ifPresentOrElse(there -> merge(there, item, field), () -> present.add(item));
            }
        }
    }
}
