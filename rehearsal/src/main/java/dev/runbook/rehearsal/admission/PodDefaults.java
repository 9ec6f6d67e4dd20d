package dev.runbook.rehearsal.admission;

import static dev.runbook.rehearsal.api.JsonTrees.child;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import java.util.List;

/** The values that the server fills in inside pods and pod templates. */
final class PodDefaults {
    private PodDefaults() {}

    /** Fills the {@code template} of a workload's spec and returns it. */
    static ObjectNode template(ObjectNode workloadSpec) {
        ObjectNode template = child(workloadSpec, "template");
        child(template, "metadata");
        spec(child(template, "spec"));
        return template;
    }

    static void spec(ObjectNode spec) {
        JsonTrees.fill(spec, "restartPolicy", "Always");
        JsonTrees.fill(spec, "terminationGracePeriodSeconds", 30);
        JsonTrees.fill(spec, "dnsPolicy", "ClusterFirst");
        JsonTrees.fill(spec, "schedulerName", "default-scheduler");
        child(spec, "securityContext");
        if (spec.hasNonNull("serviceAccountName")) {
            spec.set("serviceAccount", spec.get("serviceAccountName"));
        }
        for (String list : List.of("initContainers", "containers")) {
            JsonTrees.objects(spec.path(list)).forEach(PodDefaults::container);
        }
        JsonTrees.objects(spec.path("volumes")).forEach(PodDefaults::volume);
    }

    private static void container(ObjectNode container) {
        JsonTrees.fill(container, "terminationMessagePath", "/dev/termination-log");
        JsonTrees.fill(container, "terminationMessagePolicy", "File");
        JsonTrees.fill(
                container, "imagePullPolicy", pullPolicy(container.path("image").asText()));
        child(container, "resources");
        for (ObjectNode port : JsonTrees.objects(container.path("ports"))) {
            JsonTrees.fill(port, "protocol", "TCP");
        }
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            if (container.get(probe) instanceof ObjectNode there) {
                probe(there);
            }
        }
        for (ObjectNode variable : JsonTrees.objects(container.path("env"))) {
            // Where the server's own type says "omit if empty", an empty text does not come back.
            if (JsonTrees.text(variable, "value").isEmpty()) {
                variable.remove("value");
            }
            if (JsonTrees.at(variable, "valueFrom", "fieldRef") instanceof ObjectNode field) {
                JsonTrees.fill(field, "apiVersion", "v1");
            }
        }
    }

    private static void probe(ObjectNode probe) {
        JsonTrees.fill(probe, "timeoutSeconds", 1);
        JsonTrees.fill(probe, "periodSeconds", 10);
        JsonTrees.fill(probe, "successThreshold", 1);
        JsonTrees.fill(probe, "failureThreshold", 3);
        if (probe.get("httpGet") instanceof ObjectNode get) {
            JsonTrees.fill(get, "path", "/");
            JsonTrees.fill(get, "scheme", "HTTP");
        }
    }

    private static void volume(ObjectNode volume) {
        for (String source : List.of("secret", "configMap", "projected", "downwardAPI")) {
            if (volume.get(source) instanceof ObjectNode there) {
                JsonTrees.fill(there, "defaultMode", 420);
            }
        }
        if (volume.get("hostPath") instanceof ObjectNode path) {
            JsonTrees.fill(path, "type", "");
        }
    }

    private static String pullPolicy(String image) {
        int slash = image.lastIndexOf('/');
        int colon = image.lastIndexOf(':');
        boolean latest = colon <= slash || image.endsWith(":latest");
        return latest && !image.contains("@") ? "Always" : "IfNotPresent";
    }
}
