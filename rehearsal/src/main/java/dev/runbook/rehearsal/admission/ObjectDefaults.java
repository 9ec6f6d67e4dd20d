package dev.runbook.rehearsal.admission;

import static dev.runbook.rehearsal.api.JsonTrees.child;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The values that the server fills in where a manifest leaves them out; filling twice changes nothing. */
final class ObjectDefaults {
    private ObjectDefaults() {}

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
        JsonTrees.fill(spec, "replicas", 1);
        PodDefaults.template(spec);
        ObjectNode strategy = child(spec, "strategy");
        JsonTrees.fill(strategy, "type", "RollingUpdate");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
            ObjectNode rolling = child(strategy, "rollingUpdate");
            JsonTrees.fill(rolling, "maxUnavailable", "25%");
            JsonTrees.fill(rolling, "maxSurge", "25%");
        }
        JsonTrees.fill(spec, "revisionHistoryLimit", 10);
        JsonTrees.fill(spec, "progressDeadlineSeconds", 600);
    }

    private static void replicaSet(ObjectNode spec) {
        JsonTrees.fill(spec, "replicas", 1);
        PodDefaults.template(spec);
    }

    private static void statefulSet(ObjectNode spec) {
        JsonTrees.fill(spec, "replicas", 1);
        PodDefaults.template(spec);
        JsonTrees.fill(spec, "podManagementPolicy", "OrderedReady");
        JsonTrees.fill(spec, "serviceName", "");
        ObjectNode strategy = child(spec, "updateStrategy");
        JsonTrees.fill(strategy, "type", "RollingUpdate");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
            JsonTrees.fill(child(strategy, "rollingUpdate"), "partition", 0);
        }
        JsonTrees.fill(spec, "revisionHistoryLimit", 10);
        ObjectNode retention = child(spec, "persistentVolumeClaimRetentionPolicy");
        JsonTrees.fill(retention, "whenDeleted", "Retain");
        JsonTrees.fill(retention, "whenScaled", "Retain");
        for (ObjectNode claim : JsonTrees.objects(spec.path("volumeClaimTemplates"))) {
            claim.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
            JsonTrees.fill(child(claim, "spec"), "volumeMode", "Filesystem");
            child(claim, "status").put("phase", "Pending");
        }
    }

    private static void daemonSet(ObjectNode spec) {
        PodDefaults.template(spec);
        ObjectNode strategy = child(spec, "updateStrategy");
        JsonTrees.fill(strategy, "type", "RollingUpdate");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
            ObjectNode rolling = child(strategy, "rollingUpdate");
            JsonTrees.fill(rolling, "maxUnavailable", 1);
            JsonTrees.fill(rolling, "maxSurge", 0);
        }
        JsonTrees.fill(spec, "revisionHistoryLimit", 10);
    }

    private static void job(ObjectNode job) {
        ObjectNode spec = child(job, "spec");
        JsonTrees.fill(spec, "parallelism", 1);
        JsonTrees.fill(spec, "completions", 1);
        JsonTrees.fill(spec, "backoffLimit", 6);
        JsonTrees.fill(spec, "completionMode", "NonIndexed");
        JsonTrees.fill(spec, "suspend", false);
        JsonTrees.fill(spec, "podReplacementPolicy", "TerminatingOrFailed");
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
        JsonTrees.fill(spec, "concurrencyPolicy", "Allow");
        JsonTrees.fill(spec, "suspend", false);
        JsonTrees.fill(spec, "successfulJobsHistoryLimit", 3);
        JsonTrees.fill(spec, "failedJobsHistoryLimit", 1);
        PodDefaults.template(child(child(spec, "jobTemplate"), "spec"));
    }

    private static void pod(ObjectNode spec) {
        PodDefaults.spec(spec);
        JsonTrees.fill(spec, "enableServiceLinks", true);
        JsonTrees.fill(spec, "serviceAccountName", "default");
        JsonTrees.fill(spec, "serviceAccount", spec.path("serviceAccountName").asText());
        JsonTrees.fill(spec, "preemptionPolicy", "PreemptLowerPriority");
        JsonTrees.fill(spec, "priority", 0);
    }

    private static void service(ObjectNode spec) {
        JsonTrees.fill(spec, "type", "ClusterIP");
        JsonTrees.fill(spec, "sessionAffinity", "None");
        String type = spec.path("type").asText();
        if (!type.equals("ExternalName")) {
            JsonTrees.fill(spec, "internalTrafficPolicy", "Cluster");
        }
        if (type.equals("NodePort") || type.equals("LoadBalancer")) {
            JsonTrees.fill(spec, "externalTrafficPolicy", "Cluster");
        }
        if (type.equals("LoadBalancer")) {
            JsonTrees.fill(spec, "allocateLoadBalancerNodePorts", true);
        }
        for (ObjectNode port : JsonTrees.objects(spec.path("ports"))) {
            JsonTrees.fill(port, "protocol", "TCP");
            if (!port.hasNonNull("targetPort") && port.has("port")) {
                port.set("targetPort", port.get("port"));
            }
        }
    }

    private static void secret(ObjectNode secret) {
        JsonTrees.fill(secret, "type", "Opaque");
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
        JsonTrees.fill(spec, "volumeMode", "Filesystem");
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
        for (ObjectNode rule : JsonTrees.objects(spec.path("rules"))) {
            for (ObjectNode path : JsonTrees.objects(JsonTrees.at(rule, "http", "paths"))) {
                JsonTrees.fill(path, "pathType", "ImplementationSpecific");
            }
        }
    }

    private static void subjects(ObjectNode binding) {
        JsonTrees.fill(child(binding, "roleRef"), "apiGroup", "rbac.authorization.k8s.io");
        for (ObjectNode subject : JsonTrees.objects(binding.path("subjects"))) {
            if (!subject.path("kind").asText().equals("ServiceAccount")) {
                JsonTrees.fill(subject, "apiGroup", "rbac.authorization.k8s.io");
            }
        }
    }

    private static void storageClass(ObjectNode storageClass) {
        JsonTrees.fill(storageClass, "reclaimPolicy", "Delete");
        JsonTrees.fill(storageClass, "volumeBindingMode", "Immediate");
    }
}
