package dev.runbook.rehearsal.http;

import static dev.runbook.rehearsal.http.PrinterColumns.AGE;
import static dev.runbook.rehearsal.http.PrinterColumns.NAME;
import static dev.runbook.rehearsal.http.PrinterColumns.column;
import static dev.runbook.rehearsal.http.PrinterColumns.number;
import static dev.runbook.rehearsal.http.PrinterColumns.status;
import static dev.runbook.rehearsal.http.PrinterColumns.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns of what workloads lean on: accounts, roles, policies, quotas, volumes, nodes, definitions. */
final class SupportColumns {
    private static final String NONE = "<none>";
    private static final String UNSET = "<unset>";
    private static final String NOT_GIVEN = "N/A";
    private static final PrinterColumn CREATED =
            column("Created At", object -> JsonTrees.text(object, "metadata", "creationTimestamp"));
    private static final int MOST_SHOWN = 3;

    private SupportColumns() {}

    static List<PrinterColumn> of(String kind) {
        return switch (kind) {
            case "Role", "ClusterRole", "CustomResourceDefinition", "LimitRange", "CSIStorageCapacity" ->
                List.of(NAME, CREATED);
            case "RoleBinding", "ClusterRoleBinding" -> List.of(NAME, column("Role", SupportColumns::role), AGE);
            case "ServiceAccount" -> List.of(NAME, column("Secrets", size("secrets")), AGE);
            case "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration" ->
                List.of(NAME, column("Webhooks", size("webhooks")), AGE);
            case "ValidatingAdmissionPolicy" ->
                List.of(
                        NAME,
                        column("Validations", size("spec", "validations")),
                        column("ParamKind", SupportColumns::parameterKind),
                        AGE);
            case "ValidatingAdmissionPolicyBinding" ->
                List.of(
                        NAME,
                        text("PolicyName", "spec", "policyName"),
                        column("ParamRef", SupportColumns::parameter),
                        AGE);
            case "NetworkPolicy" ->
                List.of(NAME, column("Pod-Selector", policy -> selector(policy, "spec", "podSelector")), AGE);
            case "PodDisruptionBudget" ->
                List.of(
                        NAME,
                        column("Min Available", given(NOT_GIVEN, "spec", "minAvailable")),
                        column("Max Unavailable", given(NOT_GIVEN, "spec", "maxUnavailable")),
                        status("Allowed Disruptions", "disruptionsAllowed"),
                        AGE);
            case "ResourceQuota" ->
                List.of(
                        NAME,
                        column("Request", quota -> used(quota, false)),
                        column("Limit", quota -> used(quota, true)),
                        AGE);
            case "IngressClass" ->
                List.of(NAME, text("Controller", "spec", "controller"), column("Parameters", object -> NONE), AGE);
            case "PriorityClass" ->
                List.of(
                        NAME,
                        column("Value", object -> number(object, "value")),
                        column("Global-Default", given("false", "globalDefault")),
                        AGE,
                        text("PreemptionPolicy", "preemptionPolicy"));
            case "RuntimeClass" -> List.of(NAME, text("Handler", "handler"), AGE);
            case "Lease" -> List.of(NAME, column("Holder", given("", "spec", "holderIdentity")), AGE);
            case "Endpoints" -> List.of(NAME, column("Endpoints", SupportColumns::endpoints), AGE);
            case "EndpointSlice" ->
                List.of(
                        NAME,
                        text("AddressType", "addressType"),
                        column("Ports", slice -> shown(texts(slice.path("ports"), "port"), UNSET)),
                        column("Endpoints", slice -> shown(addresses(slice), UNSET)),
                        AGE);
            case "ControllerRevision" ->
                List.of(
                        NAME,
                        column("Controller", SupportColumns::controller),
                        column("Revision", revision -> number(revision, "revision")),
                        AGE);
            case "Node" ->
                List.of(
                        NAME,
                        column("Status", SupportColumns::nodeStatus),
                        column("Roles", SupportColumns::roles),
                        AGE,
                        column("Version", given("", "status", "nodeInfo", "kubeletVersion")));
            case "PersistentVolume" ->
                List.of(
                        NAME,
                        column("Capacity", given("", "spec", "capacity", "storage")),
                        column("Access Modes", volume -> modes(volume, "spec", "accessModes")),
                        column("Reclaim Policy", given("", "spec", "persistentVolumeReclaimPolicy")),
                        column("Status", PrinterColumns::volumePhase),
                        column("Claim", SupportColumns::claim),
                        column("StorageClass", given("", "spec", "storageClassName")),
                        column("VolumeAttributesClass", given(UNSET, "spec", "volumeAttributesClassName")),
                        column("Reason", given("", "status", "reason")),
                        AGE);
            case "StorageClass" ->
                List.of(
                        column("Name", SupportColumns::className),
                        column("Provisioner", given("", "provisioner")),
                        column("ReclaimPolicy", given("Delete", "reclaimPolicy")),
                        column("VolumeBindingMode", given("Immediate", "volumeBindingMode")),
                        column("AllowVolumeExpansion", given("false", "allowVolumeExpansion")),
                        AGE);
            default -> List.of(NAME, AGE);
        };
    }

    private static Function<ObjectNode, String> size(String... path) {
        return object -> Integer.toString(JsonTrees.at(object, path).size());
    }

    private static Function<ObjectNode, String> given(String otherwise, String... path) {
        return object -> {
            JsonNode value = JsonTrees.at(object, path);
            return value.isMissingNode() || value.isNull() || value.asText().isEmpty() ? otherwise : value.asText();
        };
    }

    private static String role(ObjectNode binding) {
        return JsonTrees.text(binding, "roleRef", "kind") + "/" + JsonTrees.text(binding, "roleRef", "name");
    }

    private static String parameterKind(ObjectNode policy) {
        JsonNode kind = JsonTrees.at(policy, "spec", "paramKind");
        return kind.isObject() ? JsonTrees.text(kind, "apiVersion") + "/" + JsonTrees.text(kind, "kind") : UNSET;
    }

    private static String parameter(ObjectNode binding) {
        JsonNode reference = JsonTrees.at(binding, "spec", "paramRef");
        String namespace = JsonTrees.text(reference, "namespace");
        String name = JsonTrees.text(reference, "name");
        return !reference.isObject()
                ? UNSET
                : name.isEmpty() ? "*" : namespace.isEmpty() ? name : namespace + "/" + name;
    }

    /** A label selector as kubectl writes it. */
    private static String selector(ObjectNode object, String... path) {
        JsonNode selector = JsonTrees.at(object, path);
        List<String> parts = new ArrayList<>();
        labels(selector.path("matchLabels")).forEach((name, value) -> parts.add(name + "=" + value));
        for (ObjectNode expression : JsonTrees.objects(selector.path("matchExpressions"))) {
            String key = JsonTrees.text(expression, "key");
            List<String> values = new ArrayList<>();
            expression.path("values").forEach(value -> values.add(value.asText()));
            String all = " (" + values.stream().sorted().collect(Collectors.joining(",")) + ")";
            parts.add(
                    switch (JsonTrees.text(expression, "operator")) {
                        case "In" -> key + " in" + all;
                        case "NotIn" -> key + " notin" + all;
                        case "DoesNotExist" -> "!" + key;
                        default -> key;
                    });
        }
        return parts.isEmpty() ? NONE : String.join(",", parts);
    }

    private static Map<String, String> labels(JsonNode map) {
        Map<String, String> labels = new TreeMap<>();
        map.properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    /** How much of each resource is used, of those that limit or of the others. */
    private static String used(ObjectNode quota, boolean limits) {
        JsonNode used = JsonTrees.at(quota, "status", "used");
        return labels(JsonTrees.at(quota, "status", "hard")).entrySet().stream()
                .filter(hard -> hard.getKey().startsWith("limits") == limits)
                .map(hard -> hard.getKey() + ": " + JsonTrees.text(used, hard.getKey()) + "/" + hard.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String endpoints(ObjectNode endpoints) {
        List<String> all = new ArrayList<>();
        for (ObjectNode subset : JsonTrees.objects(endpoints.path("subsets"))) {
            List<String> ports = texts(subset.path("ports"), "port");
            for (String ip : texts(subset.path("addresses"), "ip")) {
                ports.forEach(port -> all.add(ip + ":" + port));
                if (ports.isEmpty()) {
                    all.add(ip);
                }
            }
        }
        return shown(all, NONE);
    }

    private static List<String> addresses(ObjectNode slice) {
        List<String> all = new ArrayList<>();
        slice.path("endpoints")
                .forEach(endpoint -> endpoint.path("addresses").forEach(address -> all.add(address.asText())));
        return all;
    }

    private static List<String> texts(JsonNode list, String field) {
        return JsonTrees.objects(list).stream()
                .map(one -> JsonTrees.text(one, field))
                .toList();
    }

    private static String shown(List<String> all, String none) {
        String first = all.stream().limit(MOST_SHOWN).collect(Collectors.joining(","));
        return all.isEmpty()
                ? none
                : all.size() <= MOST_SHOWN ? first : "%s + %d more...".formatted(first, all.size() - MOST_SHOWN);
    }

    private static String controller(ObjectNode revision) {
        return JsonTrees.objects(JsonTrees.at(revision, "metadata", "ownerReferences")).stream()
                .filter(owner -> owner.path("controller").asBoolean())
                .map(owner -> {
                    String version = JsonTrees.text(owner, "apiVersion");
                    String group = version.contains("/") ? "." + version.substring(0, version.indexOf('/')) : "";
                    return JsonTrees.text(owner, "kind").toLowerCase(Locale.ROOT) + group + "/"
                            + JsonTrees.text(owner, "name");
                })
                .findFirst()
                .orElse(NONE);
    }

    private static String nodeStatus(ObjectNode node) {
        String ready = JsonTrees.objects(JsonTrees.at(node, "status", "conditions")).stream()
                .filter(condition -> JsonTrees.text(condition, "type").equals("Ready"))
                .map(condition -> JsonTrees.text(condition, "status").equals("True") ? "Ready" : "NotReady")
                .findFirst()
                .orElse("Unknown");
        return JsonTrees.at(node, "spec", "unschedulable").asBoolean() ? ready + ",SchedulingDisabled" : ready;
    }

    private static String roles(ObjectNode node) {
        String role = "node-role.kubernetes.io/";
        String roles = Meta.labels(node).keySet().stream()
                .filter(label -> label.startsWith(role) && label.length() > role.length())
                .map(label -> label.substring(role.length()))
                .sorted()
                .collect(Collectors.joining(","));
        return roles.isEmpty() ? NONE : roles;
    }

    private static String claim(ObjectNode volume) {
        JsonNode claim = JsonTrees.at(volume, "spec", "claimRef");
        return claim.isObject() ? JsonTrees.text(claim, "namespace") + "/" + JsonTrees.text(claim, "name") : "";
    }

    /** Access modes as kubectl shortens them. */
    static String modes(ObjectNode volume, String... path) {
        List<String> modes = new ArrayList<>();
        JsonTrees.at(volume, path)
                .forEach(mode -> modes.add(
                        switch (mode.asText()) {
                            case "ReadWriteOnce" -> "RWO";
                            case "ReadOnlyMany" -> "ROX";
                            case "ReadWriteMany" -> "RWX";
                            case "ReadWriteOncePod" -> "RWOP";
                            default -> mode.asText();
                        }));
        return String.join(",", modes);
    }

    private static String className(ObjectNode storage) {
        String annotation = "storageclass.kubernetes.io/is-default-class";
        boolean isDefault =
                JsonTrees.text(storage, "metadata", "annotations", annotation).equals("true");
        return isDefault ? Meta.name(storage) + " (default)" : Meta.name(storage);
    }
}
