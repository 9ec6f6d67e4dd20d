package dev.runbook.rehearsal.patch;

import java.util.List;
import java.util.Map;

/**
 * How the lists of the built-in types are merged: by which fields two items are the same item.
 *
 * <p>A list that is not in the table is replaced as a whole. Paths are the last field names, without indices.
 */
final class MergeKeys {
    private static final Map<String, String> STRATEGIC = Map.ofEntries(
            Map.entry("containers", "name"),
            Map.entry("initContainers", "name"),
            Map.entry("ephemeralContainers", "name"),
            Map.entry("containers/ports", "containerPort"),
            Map.entry("initContainers/ports", "containerPort"),
            Map.entry("spec/ports", "port"),
            Map.entry("env", "name"),
            Map.entry("volumeMounts", "mountPath"),
            Map.entry("volumeDevices", "devicePath"),
            Map.entry("spec/volumes", "name"),
            Map.entry("imagePullSecrets", "name"),
            Map.entry("secrets", "name"),
            Map.entry("hostAliases", "ip"),
            Map.entry("topologySpreadConstraints", "topologyKey"),
            Map.entry("resourceClaims", "name"),
            Map.entry("schedulingGates", "name"),
            Map.entry("ownerReferences", "uid"),
            Map.entry("status/conditions", "type"),
            Map.entry("webhooks", "name"),
            Map.entry("podIPs", "ip"),
            Map.entry("addresses", "type"));
    private static final List<String> SETS = List.of("metadata/finalizers");
    private static final Map<String, List<String>> APPLIED = Map.of(
            "spec/ports", List.of("port", "protocol"),
            "containers/ports", List.of("containerPort", "protocol"),
            "initContainers/ports", List.of("containerPort", "protocol"),
            "topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable"));

    private MergeKeys() {}

    /** The key of a strategic merge: one field name, or the empty string when the list is replaced. */
    static String strategic(String parent, String field) {
        String longer = STRATEGIC.get(parent + "/" + field);
        return longer != null ? longer : STRATEGIC.getOrDefault(field, "");
    }

    /** Whether a list of plain values is a set to which a patch adds. */
    static boolean isSet(String parent, String field) {
        return SETS.contains(parent + "/" + field);
    }

    /** The key of server-side apply: often the same field, sometimes two; empty when the list belongs to one manager. */
    static List<String> applied(String parent, String field) {
        List<String> own = APPLIED.get(parent + "/" + field);
        if (own == null) {
            own = APPLIED.get(field);
        }
        String strategic = strategic(parent, field);
        if (own != null) {
            return own;
        }
        return strategic.isEmpty() ? List.of() : List.of(strategic);
    }
}
