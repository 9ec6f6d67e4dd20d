package dev.runbook.rehearsal.admission;

import static dev.runbook.rehearsal.api.Json.child;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.Json;
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
        Json.fill(spec, "restartPolicy", "Always");
        Json.fill(spec, "terminationGracePeriodSeconds", 30);
        Json.fill(spec, "dnsPolicy", "ClusterFirst");
        Json.fill(spec, "schedulerName", "default-scheduler");
        child(spec, "securityContext");
        if (spec.hasNonNull("serviceAccountName")) {
            spec.set("serviceAccount", spec.get("serviceAccountName"));
        }
        for (String list : List.of("initContainers", "containers")) {
            Json.objects(spec.path(list)).forEach(PodDefaults::container);
        }
        Json.objects(spec.path("volumes")).forEach(PodDefaults::volume);
    }

    private static void container(ObjectNode container) {
        Json.fill(container, "terminationMessagePath", "/dev/termination-log");
        Json.fill(container, "terminationMessagePolicy", "File");
        Json.fill(
                container, "imagePullPolicy", pullPolicy(container.path("image").asText()));
        child(container, "resources");
        for (ObjectNode port : Json.objects(container.path("ports"))) {
            Json.fill(port, "protocol", "TCP");
        }
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            if (container.get(probe) instanceof ObjectNode there) {
                probe(there);
            }
        }
        for (ObjectNode variable : Json.objects(container.path("env"))) {
            // Where the server's own type says "omit if empty", an empty text does not come back.
            if (Json.text(variable, "value").isEmpty()) {
                variable.remove("value");
            }
            if (Json.at(variable, "valueFrom", "fieldRef") instanceof ObjectNode field) {
                Json.fill(field, "apiVersion", "v1");
            }
        }
    }

    private static void probe(ObjectNode probe) {
        Json.fill(probe, "timeoutSeconds", 1);
        Json.fill(probe, "periodSeconds", 10);
        Json.fill(probe, "successThreshold", 1);
        Json.fill(probe, "failureThreshold", 3);
        if (probe.get("httpGet") instanceof ObjectNode get) {
            Json.fill(get, "path", "/");
            Json.fill(get, "scheme", "HTTP");
        }
    }

    private static void volume(ObjectNode volume) {
        for (String source : List.of("secret", "configMap", "projected", "downwardAPI")) {
            if (volume.get(source) instanceof ObjectNode there) {
                Json.fill(there, "defaultMode", 420);
            }
        }
        if (volume.get("hostPath") instanceof ObjectNode path) {
            Json.fill(path, "type", "");
        }
    }

    private static String pullPolicy(String image) {
        int slash = image.lastIndexOf('/');
        int colon = image.lastIndexOf(':');
        boolean latest = colon <= slash || image.endsWith(":latest");
        return latest && !image.contains("@") ? "Always" : "IfNotPresent";
    }
}
