package dev.runbook.rehearsal.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.FieldError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.ResourceType;
import java.util.ArrayList;
import java.util.List;

/** The fields that cannot change once an object exists, in the words of Kubernetes 1.34. */
public final class Immutability {
    private static final List<String> FREE_IN_STATEFUL_SETS = List.of(
            "replicas",
            "ordinals",
            "template",
            "updateStrategy",
            "revisionHistoryLimit",
            "persistentVolumeClaimRetentionPolicy",
            "minReadySeconds");
    private static final List<String> FIXED_IN_JOBS = List.of(
            "selector",
            "template",
            "completionMode",
            "podFailurePolicy",
            "backoffLimitPerIndex",
            "managedBy",
            "successPolicy");

    private Immutability() {}

    public static List<FieldError> errors(ResourceType type, ObjectNode old, ObjectNode next) {
        return switch (type.qualifiedKind()) {
            case "Deployment.apps", "ReplicaSet.apps", "DaemonSet.apps" -> fixed(old, next, List.of("selector"));
            case "StatefulSet.apps" -> statefulSet(old, next);
            case "Job.batch" -> job(old, next);
            case "Service" -> ServiceRules.changes(old, next);
            case "ConfigMap" -> frozen(old, next, List.of("data", "binaryData"));
            case "Secret" -> secret(old, next);
            case "PersistentVolumeClaim" -> claim(old, next);
            case "RoleBinding.rbac.authorization.k8s.io", "ClusterRoleBinding.rbac.authorization.k8s.io" ->
                roleRef(old, next);
            case "StorageClass.storage.k8s.io" -> storageClass(old, next);
            case "Pod" -> pod(old, next);
            default -> List.of();
        };
    }

    private static List<FieldError> fixed(ObjectNode old, ObjectNode next, List<String> fields) {
        List<FieldError> errors = new ArrayList<>();
        for (String field : fields) {
            JsonNode wanted = JsonTrees.at(next, "spec", field);
            if (!JsonTrees.at(old, "spec", field).equals(wanted)) {
                errors.add(FieldError.immutable("spec." + field, wanted));
            }
        }
        return errors;
    }

    private static List<FieldError> statefulSet(ObjectNode old, ObjectNode next) {
        ObjectNode before = JsonTrees.child(old.deepCopy(), "spec").remove(FREE_IN_STATEFUL_SETS);
        ObjectNode after = JsonTrees.child(next.deepCopy(), "spec").remove(FREE_IN_STATEFUL_SETS);
        if (before.equals(after)) {
            return List.of();
        }
        return List.of(FieldError.forbidden(
                "spec",
                "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', "
                        + "'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and "
                        + "'minReadySeconds' are forbidden"));
    }

    private static List<FieldError> job(ObjectNode old, ObjectNode next) {
        List<FieldError> errors = new ArrayList<>();
        JsonNode completions = JsonTrees.at(next, "spec", "completions");
        if (!JsonTrees.text(next, "spec", "completionMode").equals("Indexed")
                && !JsonTrees.at(old, "spec", "completions").equals(completions)) {
            errors.add(FieldError.immutable("spec.completions", completions));
        }
        errors.addAll(fixed(old, next, FIXED_IN_JOBS));
        return errors;
    }

    private static List<FieldError> secret(ObjectNode old, ObjectNode next) {
        List<FieldError> errors = new ArrayList<>();
        if (!old.path("type").equals(next.path("type"))) {
            errors.add(FieldError.immutable("type", next.path("type")));
        }
        errors.addAll(frozen(old, next, List.of("data")));
        return errors;
    }

    private static List<FieldError> frozen(ObjectNode old, ObjectNode next, List<String> fields) {
        List<FieldError> errors = new ArrayList<>();
        if (!old.path("immutable").asBoolean()) {
            return errors;
        }
        String detail = "field is immutable when `immutable` is set";
        if (!next.path("immutable").asBoolean()) {
            errors.add(FieldError.forbidden("immutable", detail));
        }
        for (String field : fields) {
            if (!old.path(field).equals(next.path(field))) {
                errors.add(FieldError.forbidden(field, detail));
            }
        }
        return errors;
    }

    private static List<FieldError> claim(ObjectNode old, ObjectNode next) {
        ObjectNode before = JsonTrees.child(old.deepCopy(), "spec");
        ObjectNode after = JsonTrees.child(next.deepCopy(), "spec");
        // The binding controller sets the volume's name, once; a bound claim may ask for another size.
        if (!before.hasNonNull("volumeName")) {
            after.remove("volumeName");
        }
        boolean bound = JsonTrees.text(old, "status", "phase").equals("Bound");
        if (bound) {
            before.remove("volumeAttributesClassName");
            after.remove("volumeAttributesClassName");
            JsonTrees.child(JsonTrees.child(before, "resources"), "requests").remove("storage");
            JsonTrees.child(JsonTrees.child(after, "resources"), "requests").remove("storage");
        }
        List<FieldError> errors = new ArrayList<>();
        if (!before.equals(after)) {
            errors.add(FieldError.forbidden(
                    "spec",
                    "spec is immutable after creation except resources.requests and volumeAttributesClassName for "
                            + "bound claims\n" + TextDiff.of(JsonTrees.at(old, "spec"), JsonTrees.at(next, "spec"))));
        }
        String size = JsonTrees.text(next, "spec", "resources", "requests", "storage");
        if (Quantity.isLess(size, JsonTrees.text(old, "spec", "resources", "requests", "storage"))) {
            errors.add(FieldError.forbidden(
                    "spec.resources.requests.storage", "field can not be less than status.capacity"));
        }
        return errors;
    }

    private static List<FieldError> roleRef(ObjectNode old, ObjectNode next) {
        JsonNode wanted = next.path("roleRef");
        if (old.path("roleRef").equals(wanted)) {
            return List.of();
        }
        // The server prints the Go struct, whose fields have no lower-case names.
        ObjectNode shown = JsonTrees.object();
        shown.put("APIGroup", JsonTrees.text(wanted, "apiGroup"));
        shown.put("Kind", JsonTrees.text(wanted, "kind"));
        shown.put("Name", JsonTrees.text(wanted, "name"));
        return List.of(FieldError.invalid("roleRef", shown, "cannot change roleRef"));
    }

    private static List<FieldError> storageClass(ObjectNode old, ObjectNode next) {
        List<FieldError> errors = new ArrayList<>();
        for (String field : List.of("parameters", "provisioner", "reclaimPolicy", "volumeBindingMode")) {
            if (!old.path(field).equals(next.path(field))) {
                errors.add(FieldError.forbidden(field, "updates to " + field + " are forbidden."));
            }
        }
        return errors;
    }

    private static List<FieldError> pod(ObjectNode old, ObjectNode next) {
        if (podShape(old).equals(podShape(next))) {
            return List.of();
        }
        return List.of(FieldError.forbidden(
                "spec",
                "pod updates may not change fields other than `spec.containers[*].image`,"
                        + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` "
                        + "(only additions to existing tolerations),`spec.terminationGracePeriodSeconds` "
                        + "(allow it to be set to 1 if it was previously negative)\n"
                        + TextDiff.of(JsonTrees.at(old, "spec"), JsonTrees.at(next, "spec"))));
    }

    private static ObjectNode podShape(ObjectNode pod) {
        ObjectNode spec = JsonTrees.child(pod.deepCopy(), "spec");
        spec.remove(List.of("activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds", "nodeName"));
        for (String list : List.of("containers", "initContainers")) {
            JsonTrees.objects(spec.path(list)).forEach(container -> container.remove("image"));
        }
        return spec;
    }
}
