package dev.runbook.rehearsal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The fields that one manager owns; read from an object or from managedFields, written as managedFields. */
record FieldSet(Set<OwnedFieldPath> paths) {
    /** Maps that belong to one manager as a whole. */
    private static final Set<String> ATOMIC = Set.of(
            "selector", "nodeSelector", "fieldRef", "resourceFieldRef", "secretKeyRef", "configMapKeyRef", "roleRef");

    private static final Set<String> IDENTITY = Set.of("name", "generateName", "namespace", "uid", "managedFields");
    private static final Set<String> SERVERS_OWN = Set.of(
            "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds");

    /** Every field that an object says something about, except those that say which object it is. */
    static FieldSet of(ObjectNode object) {
        Set<OwnedFieldPath> paths = new LinkedHashSet<>();
        ObjectNode body = object.deepCopy();
        body.remove(List.of("apiVersion", "kind", "status"));
        if (body.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(IDENTITY);
            metadata.remove(SERVERS_OWN);
            if (metadata.isEmpty()) {
                body.remove("metadata");
            }
        }
        walk(body, "", List.of(), paths);
        return new FieldSet(paths);
    }

    static FieldSet read(JsonNode fieldsV1) {
        Set<OwnedFieldPath> paths = new LinkedHashSet<>();
        readInto(fieldsV1, List.of(), paths);
        return new FieldSet(paths);
    }

    FieldSet minus(FieldSet other) {
        Set<OwnedFieldPath> left = new LinkedHashSet<>(paths);
        left.removeAll(other.paths);
        return new FieldSet(left);
    }

    FieldSet plus(FieldSet other) {
        Set<OwnedFieldPath> all = new LinkedHashSet<>(paths);
        all.addAll(other.paths);
        return new FieldSet(all);
    }

    ObjectNode write() {
        ObjectNode root = JsonTrees.object();
        for (OwnedFieldPath path : paths) {
            ObjectNode here = root;
            for (String step : path.steps()) {
                here = JsonTrees.child(here, step);
            }
        }
        return root;
    }

    static boolean isAtomic(String field) {
        return ATOMIC.contains(field);
    }

    private static void walk(ObjectNode map, String place, List<String> prefix, Set<OwnedFieldPath> into) {
        map.properties().forEach(entry -> {
            String field = entry.getKey();
            List<String> here = with(prefix, "f:" + field);
            switch (entry.getValue()) {
                case ObjectNode child when !child.isEmpty() && !isAtomic(field) -> walk(child, field, here, into);
                case ArrayNode list when !list.isEmpty() -> walkList(list, place, field, here, into);
                default -> into.add(new OwnedFieldPath(here));
            }
        });
    }

    private static void walkList(
            ArrayNode list, String place, String field, List<String> prefix, Set<OwnedFieldPath> into) {
        List<String> keys = MergeKeys.applied(place, field);
        if (MergeKeys.isSet(place, field)) {
            list.forEach(value -> into.add(new OwnedFieldPath(with(prefix, "v:" + value))));
        } else if (keys.isEmpty()) {
            into.add(new OwnedFieldPath(prefix));
        } else {
            for (ObjectNode item : JsonTrees.objects(list)) {
                List<String> here = with(prefix, "k:" + key(item, keys));
                into.add(new OwnedFieldPath(with(here, ".")));
                walk(item, field, here, into);
            }
        }
    }

    static ObjectNode key(JsonNode item, List<String> fields) {
        ObjectNode key = JsonTrees.object();
        fields.forEach(field -> key.set(field, OwnedFieldPath.keyField(item, field)));
        return key;
    }

    private static void readInto(JsonNode node, List<String> prefix, Set<OwnedFieldPath> into) {
        if (node.isEmpty() && !prefix.isEmpty()) {
            into.add(new OwnedFieldPath(prefix));
        }
        node.properties().forEach(entry -> readInto(entry.getValue(), with(prefix, entry.getKey()), into));
    }

    private static List<String> with(List<String> prefix, String step) {
        List<String> longer = new ArrayList<>(prefix);
        longer.add(step);
        return List.copyOf(longer);
    }
}
