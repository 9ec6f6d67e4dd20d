package dev.runbook.rehearsal.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.runbook.rehearsal.api.FieldError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.LabelSelector;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What an object must look like: names, selectors that match their templates, containers with images. */
final class Validation {
    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String SUBDOMAIN = LABEL + "(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private static final Pattern LABEL_NAME = Pattern.compile(LABEL);
    private static final Pattern SUBDOMAIN_NAME = Pattern.compile(SUBDOMAIN);
    private static final String SERVICE = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private static final Pattern SERVICE_NAME = Pattern.compile(SERVICE);
    private static final Set<String> FREELY_NAMED =
            Set.of("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "APIService");

    private Validation() {}

    static List<FieldError> errors(ObjectKey key, ObjectNode object) {
        List<FieldError> errors = new ArrayList<>();
        name(key, errors);
        switch (key.type().qualifiedKind()) {
            case "Deployment.apps", "ReplicaSet.apps", "StatefulSet.apps", "DaemonSet.apps" -> {
                replicas(object, errors);
                selector(key.type().kind(), object, errors);
                template(JsonTrees.at(object, "spec", "template", "spec"), "spec.template.spec", errors);
                alwaysRestarts(object, errors);
            }
            case "Job.batch" -> {
                matchesTemplate(object, errors);
                template(JsonTrees.at(object, "spec", "template", "spec"), "spec.template.spec", errors);
                endsSomeTime(object, errors);
            }
            case "Pod" -> template(object.path("spec"), "spec", errors);
            case "CustomResourceDefinition.apiextensions.k8s.io" -> errors.addAll(DefinitionRules.errors(object));
            case "Service" -> errors.addAll(ServiceRules.shape(object));
            case "RoleBinding.rbac.authorization.k8s.io", "ClusterRoleBinding.rbac.authorization.k8s.io" ->
                roleRef(object, errors);
            default -> {}
        }
        return errors;
    }

    private static void name(ObjectKey key, List<FieldError> errors) {
        String name = key.name();
        String kind = key.type().kind();
        if (name.isEmpty()) {
            errors.add(FieldError.required("metadata.name", "name or generateName is required"));
        } else if (kind.equals("Service") && !SERVICE_NAME.matcher(name).matches()) {
            errors.add(FieldError.invalid(
                    "metadata.name",
                    TextNode.valueOf(name),
                    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an "
                            + "alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or "
                            + "'abc-123', regex used for validation is '" + SERVICE + "')"));
        } else if (kind.equals("Namespace") && !LABEL_NAME.matcher(name).matches()) {
            errors.add(FieldError.invalid(
                    "metadata.name",
                    TextNode.valueOf(name),
                    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must "
                            + "start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex "
                            + "used for validation is '" + LABEL + "')"));
        } else if (!FREELY_NAMED.contains(kind) && !SUBDOMAIN_NAME.matcher(name).matches()) {
            errors.add(FieldError.invalid(
                    "metadata.name",
                    TextNode.valueOf(name),
                    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', "
                            + "and must start and end with an alphanumeric character (e.g. 'example.com', regex used "
                            + "for validation is '" + SUBDOMAIN + "')"));
        }
    }

    private static void replicas(ObjectNode object, List<FieldError> errors) {
        JsonNode replicas = JsonTrees.at(object, "spec", "replicas");
        if (replicas.asInt() < 0) {
            errors.add(FieldError.invalid("spec.replicas", replicas, "must be greater than or equal to 0"));
        }
    }

    private static void selector(String kind, ObjectNode object, List<FieldError> errors) {
        JsonNode selector = JsonTrees.at(object, "spec", "selector");
        if (!selector.isObject()) {
            errors.add(FieldError.required("spec.selector", ""));
        } else if (selector.path("matchLabels").isEmpty()
                && selector.path("matchExpressions").isEmpty()) {
            errors.add(FieldError.invalid(
                    "spec.selector", selector, "empty selector is invalid for " + kind.toLowerCase(Locale.ROOT)));
        }
        matchesTemplate(object, errors);
    }

    private static void matchesTemplate(ObjectNode object, List<FieldError> errors) {
        JsonNode selector = JsonTrees.at(object, "spec", "selector");
        JsonNode labels = JsonTrees.at(object, "spec", "template", "metadata", "labels");
        if (!LabelSelector.of(selector).matches(Meta.textMap(labels)) || !selector.isObject()) {
            errors.add(FieldError.invalid(
                    "spec.template.metadata.labels", labels, "`selector` does not match template `labels`"));
        }
    }

    private static void template(JsonNode spec, String path, List<FieldError> errors) {
        if (spec.path("containers").isEmpty()) {
            errors.add(FieldError.required(path + ".containers", ""));
        }
        for (String list : List.of("initContainers", "containers")) {
            for (int i = 0; i < spec.path(list).size(); i++) {
                JsonNode container = spec.path(list).path(i);
                String place = path + "." + list + "[" + i + "].";
                if (JsonTrees.text(container, "name").isEmpty()) {
                    errors.add(FieldError.required(place + "name", ""));
                }
                if (JsonTrees.text(container, "image").isEmpty()) {
                    errors.add(FieldError.required(place + "image", ""));
                }
            }
        }
    }

    private static void alwaysRestarts(ObjectNode object, List<FieldError> errors) {
        JsonNode policy = JsonTrees.at(object, "spec", "template", "spec", "restartPolicy");
        if (!policy.asText("Always").equals("Always")) {
            errors.add(FieldError.unsupported("spec.template.spec.restartPolicy", policy, List.of("Always")));
        }
    }

    private static void endsSomeTime(ObjectNode object, List<FieldError> errors) {
        JsonNode policy = JsonTrees.at(object, "spec", "template", "spec", "restartPolicy");
        if (policy.asText("Always").equals("Always")) {
            errors.add(new FieldError(
                    "FieldValueRequired",
                    "spec.template.spec.restartPolicy",
                    "Required value: valid values: \"OnFailure\", \"Never\""));
        }
    }

    private static void roleRef(ObjectNode object, List<FieldError> errors) {
        if (JsonTrees.text(object, "roleRef", "name").isEmpty()) {
            errors.add(FieldError.required("roleRef.name", ""));
        }
        String kind = JsonTrees.text(object, "roleRef", "kind");
        if (!kind.equals("Role") && !kind.equals("ClusterRole")) {
            errors.add(FieldError.unsupported("roleRef.kind", TextNode.valueOf(kind), List.of("Role", "ClusterRole")));
        }
    }
}
