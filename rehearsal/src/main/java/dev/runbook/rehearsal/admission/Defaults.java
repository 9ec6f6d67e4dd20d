package dev.runbook.rehearsal.admission;

import static dev.runbook.rehearsal.api.Json.child;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.Json;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The values that the server fills in where a manifest leaves them out; filling twice changes nothing. */
final class Defaults {
    private Defaults() {}

    static void fill(ResourceType type, ObjectNode object) {
        switch (type.qualifiedKind()) {
            case "Deployment.apps" -> deployment(child(object, "spec"));
            case "ReplicaSet.apps" -> replicaSet(child(object, "spec"));
            case "StatefulSet.apps" -> statefulSet(child(object, "spec"));
            case "DaemonSet.apps" -> daemonSet(child(object, "spec"));
            case "Job.batch" -> job(object);
            case "CronJob.batch" -> cronJob(child(object, "spec"));
            case "Pod" -> pod(child(object, "spec"));
            case "Service" -> service(child(object, "spec"));
            case "Secret" -> secret(object);
            case "PersistentVolumeClaim" -> claim(object);
            case "Namespace" -> namespace(object);
            case "Ingress.networking.k8s.io" -> ingress(child(object, "spec"));
            case "RoleBinding.rbac.authorization.k8s.io", "ClusterRoleBinding.rbac.authorization.k8s.io" ->
                subjects(object);
            case "StorageClass.storage.k8s.io" -> storageClass(object);
            default -> {}
        }
    }

    private static void deployment(ObjectNode spec) {
        Json.fill(spec, "replicas", 1);
        PodDefaults.template(spec);
        ObjectNode strategy = child(spec, "strategy");
        Json.fill(strategy, "type", "RollingUpdate");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
            ObjectNode rolling = child(strategy, "rollingUpdate");
            Json.fill(rolling, "maxUnavailable", "25%");
            Json.fill(rolling, "maxSurge", "25%");
        }
        Json.fill(spec, "revisionHistoryLimit", 10);
        Json.fill(spec, "progressDeadlineSeconds", 600);
    }

    private static void replicaSet(ObjectNode spec) {
        Json.fill(spec, "replicas", 1);
        PodDefaults.template(spec);
    }

    private static void statefulSet(ObjectNode spec) {
        Json.fill(spec, "replicas", 1);
        PodDefaults.template(spec);
        Json.fill(spec, "podManagementPolicy", "OrderedReady");
        Json.fill(spec, "serviceName", "");
        ObjectNode strategy = child(spec, "updateStrategy");
        Json.fill(strategy, "type", "RollingUpdate");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
            Json.fill(child(strategy, "rollingUpdate"), "partition", 0);
        }
        Json.fill(spec, "revisionHistoryLimit", 10);
        ObjectNode retention = child(spec, "persistentVolumeClaimRetentionPolicy");
        Json.fill(retention, "whenDeleted", "Retain");
        Json.fill(retention, "whenScaled", "Retain");
        for (ObjectNode claim : Json.objects(spec.path("volumeClaimTemplates"))) {
            claim.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
            Json.fill(child(claim, "spec"), "volumeMode", "Filesystem");
            child(claim, "status").put("phase", "Pending");
        }
    }

    private static void daemonSet(ObjectNode spec) {
        PodDefaults.template(spec);
        ObjectNode strategy = child(spec, "updateStrategy");
        Json.fill(strategy, "type", "RollingUpdate");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
            ObjectNode rolling = child(strategy, "rollingUpdate");
            Json.fill(rolling, "maxUnavailable", 1);
            Json.fill(rolling, "maxSurge", 0);
        }
        Json.fill(spec, "revisionHistoryLimit", 10);
    }

    private static void job(ObjectNode job) {
        ObjectNode spec = child(job, "spec");
        Json.fill(spec, "parallelism", 1);
        Json.fill(spec, "completions", 1);
        Json.fill(spec, "backoffLimit", 6);
        Json.fill(spec, "completionMode", "NonIndexed");
        Json.fill(spec, "suspend", false);
        Json.fill(spec, "podReplacementPolicy", "TerminatingOrFailed");
        ObjectNode template = PodDefaults.template(spec);
        if (!spec.hasNonNull("selector")) {
            String uid = Meta.uid(job);
            ObjectNode labels = child(child(template, "metadata"), "labels");
            labels.put("batch.kubernetes.io/controller-uid", uid).put("batch.kubernetes.io/job-name", Meta.name(job));
            labels.put("controller-uid", uid).put("job-name", Meta.name(job));
            child(child(spec, "selector"), "matchLabels").put("batch.kubernetes.io/controller-uid", uid);
        }
    }

    private static void cronJob(ObjectNode spec) {
        Json.fill(spec, "concurrencyPolicy", "Allow");
        Json.fill(spec, "suspend", false);
        Json.fill(spec, "successfulJobsHistoryLimit", 3);
        Json.fill(spec, "failedJobsHistoryLimit", 1);
        PodDefaults.template(child(child(spec, "jobTemplate"), "spec"));
    }

    private static void pod(ObjectNode spec) {
        PodDefaults.spec(spec);
        Json.fill(spec, "enableServiceLinks", true);
        Json.fill(spec, "serviceAccountName", "default");
        Json.fill(spec, "serviceAccount", spec.path("serviceAccountName").asText());
        Json.fill(spec, "preemptionPolicy", "PreemptLowerPriority");
        Json.fill(spec, "priority", 0);
    }

    private static void service(ObjectNode spec) {
        Json.fill(spec, "type", "ClusterIP");
        Json.fill(spec, "sessionAffinity", "None");
        String type = spec.path("type").asText();
        if (!type.equals("ExternalName")) {
            Json.fill(spec, "internalTrafficPolicy", "Cluster");
        }
        if (type.equals("NodePort") || type.equals("LoadBalancer")) {
            Json.fill(spec, "externalTrafficPolicy", "Cluster");
        }
        if (type.equals("LoadBalancer")) {
            Json.fill(spec, "allocateLoadBalancerNodePorts", true);
        }
        for (ObjectNode port : Json.objects(spec.path("ports"))) {
            Json.fill(port, "protocol", "TCP");
            if (!port.hasNonNull("targetPort") && port.has("port")) {
                port.set("targetPort", port.get("port"));
            }
        }
    }

    private static void secret(ObjectNode secret) {
        Json.fill(secret, "type", "Opaque");
        if (secret.remove("stringData") instanceof ObjectNode plain) {
            ObjectNode data = child(secret, "data");
            plain.properties()
                    .forEach(entry -> data.put(
                            entry.getKey(),
                            Base64.getEncoder()
                                    .encodeToString(entry.getValue().asText().getBytes(StandardCharsets.UTF_8))));
        }
    }

    private static void claim(ObjectNode claim) {
        ObjectNode spec = child(claim, "spec");
        Json.fill(spec, "volumeMode", "Filesystem");
        Json.fill(spec, "storageClassName", "standard");
        if (!Meta.isDeleting(claim)) {
            Meta.addFinalizer(claim, "kubernetes.io/pvc-protection");
        }
    }

    private static void namespace(ObjectNode namespace) {
        if (!Meta.isDeleting(namespace)) {
            ObjectNode spec = child(namespace, "spec");
            if (!spec.has("finalizers")) {
                spec.putArray("finalizers").add("kubernetes");
            }
            child(Meta.of(namespace), "labels").put("kubernetes.io/metadata.name", Meta.name(namespace));
        }
    }

    private static void ingress(ObjectNode spec) {
        for (ObjectNode rule : Json.objects(spec.path("rules"))) {
            for (ObjectNode path : Json.objects(Json.at(rule, "http", "paths"))) {
                Json.fill(path, "pathType", "ImplementationSpecific");
            }
        }
    }

    private static void subjects(ObjectNode binding) {
        Json.fill(child(binding, "roleRef"), "apiGroup", "rbac.authorization.k8s.io");
        for (ObjectNode subject : Json.objects(binding.path("subjects"))) {
            if (!subject.path("kind").asText().equals("ServiceAccount")) {
                Json.fill(subject, "apiGroup", "rbac.authorization.k8s.io");
            }
        }
    }

    private static void storageClass(ObjectNode storageClass) {
        Json.fill(storageClass, "reclaimPolicy", "Delete");
        Json.fill(storageClass, "volumeBindingMode", "Immediate");
    }
}
