package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The status that an object has when all goes well: pods start, hooks pass, addresses and volumes arrive. */
final class AssumedStatus {
    private static final String HOOK = "helm.sh/hook";

    /** Of ReplicaSets with one template the oldest counts, and one may be there whose pods an earlier version had. */
    private static final String OLDEST = "1970-01-01T00:00:01Z";

    private AssumedStatus() {}

    /** Sets the status, in place, and says what it takes for granted; nothing when the object waits for nothing. */
    static Optional<TakenForGranted> settle(OverlayKey key, ObjectNode object) {
        Optional<TakenForGranted> assumed = switch (key.group() + "/" + key.plural()) {
            case "apps/deployments" -> deployment(object);
            case "apps/statefulsets" -> statefulSet(object);
            case "apps/daemonsets" -> daemonSet(object);
            case "batch/jobs" -> job(object);
            case "/pods" -> pod(object);
            case "/services" -> service(object);
            case "/persistentvolumeclaims" -> claim(object);
            case "apiextensions.k8s.io/customresourcedefinitions" -> definition(object);
            case "apiregistration.k8s.io/apiservices" -> condition(object, "Available", TakenForGranted.SERVER_ANSWERS);
            default -> Optional.empty();
        };
        if (JsonTrees.at(object, "status").has("observedGeneration")) {
            status(object).put("observedGeneration", Meta.generation(object));
        }
        return assumed;
    }

    private static Optional<TakenForGranted> deployment(ObjectNode object) {
        int replicas = replicas(object);
        ObjectNode status = status(object);
        status.put("observedGeneration", Meta.generation(object));
        for (String field : List.of("replicas", "updatedReplicas", "readyReplicas", "availableReplicas")) {
            status.put(field, replicas);
        }
        status.remove("unavailableReplicas");
        conditions(status, Map.of("Available", "MinimumReplicasAvailable", "Progressing", "NewReplicaSetAvailable"));
        return Optional.of(TakenForGranted.PODS_START);
    }

    private static Optional<TakenForGranted> statefulSet(ObjectNode object) {
        int replicas = replicas(object);
        ObjectNode status = status(object);
        status.put("observedGeneration", Meta.generation(object));
        for (String field :
                List.of("replicas", "updatedReplicas", "currentReplicas", "readyReplicas", "availableReplicas")) {
            status.put(field, replicas);
        }
        String revision = Meta.name(object) + "-shadow";
        status.put("currentRevision", revision).put("updateRevision", revision);
        return Optional.of(TakenForGranted.PODS_START);
    }

    private static Optional<TakenForGranted> daemonSet(ObjectNode object) {
        ObjectNode status = status(object);
        status.put("observedGeneration", Meta.generation(object));
        int wanted = Math.max(1, status.path("desiredNumberScheduled").asInt());
        for (String field : List.of(
                "currentNumberScheduled",
                "desiredNumberScheduled",
                "numberReady",
                "numberAvailable",
                "updatedNumberScheduled")) {
            status.put(field, wanted);
        }
        status.put("numberMisscheduled", 0);
        status.remove("numberUnavailable");
        return Optional.of(TakenForGranted.PODS_START);
    }

    private static Optional<TakenForGranted> job(ObjectNode object) {
        ObjectNode status = status(object);
        status.put(
                "succeeded",
                Math.max(1, JsonTrees.at(object, "spec", "completions").asInt(1)));
        status.put("startTime", Meta.now()).put("completionTime", Meta.now());
        conditions(status, Map.of("Complete", "CompletionsReached", "SuccessCriteriaMet", "CompletionsReached"));
        return Optional.of(isHook(object) ? TakenForGranted.HOOK_PASSES : TakenForGranted.ENDS_WELL);
    }

    private static Optional<TakenForGranted> pod(ObjectNode object) {
        ObjectNode status = status(object);
        boolean ends = isHook(object)
                || JsonTrees.text(object, "spec", "restartPolicy").equals("Never");
        status.put("phase", ends ? "Succeeded" : "Running");
        if (!ends) {
            conditions(status, Map.of("Ready", "", "ContainersReady", "", "Initialized", "", "PodScheduled", ""));
        }
        return Optional.of(isHook(object) ? TakenForGranted.HOOK_PASSES : TakenForGranted.POD_STARTS);
    }

    private static Optional<TakenForGranted> service(ObjectNode object) {
        JsonNode balancer = JsonTrees.at(object, "status", "loadBalancer", "ingress");
        if (!JsonTrees.text(object, "spec", "type").equals("LoadBalancer") || !balancer.isEmpty()) {
            return Optional.empty();
        }
        JsonTrees.child(status(object), "loadBalancer")
                .putArray("ingress")
                .addObject()
                .put("ip", ShadowCluster.ADDRESS);
        return Optional.of(TakenForGranted.ADDRESS);
    }

    private static Optional<TakenForGranted> claim(ObjectNode object) {
        ObjectNode status = status(object);
        if (JsonTrees.text(status, "phase").equals("Bound")) {
            return Optional.empty();
        }
        status.put("phase", "Bound");
        return Optional.of(TakenForGranted.VOLUME);
    }

    private static Optional<TakenForGranted> definition(ObjectNode object) {
        ObjectNode status = status(object);
        status.set("acceptedNames", JsonTrees.at(object, "spec", "names").deepCopy());
        ArrayNode versions = status.putArray("storedVersions");
        for (ObjectNode version : JsonTrees.objects(JsonTrees.at(object, "spec", "versions"))) {
            if (version.path("storage").asBoolean()) {
                versions.add(JsonTrees.text(version, "name"));
            }
        }
        conditions(status, Map.of("NamesAccepted", "NoConflicts", "Established", "InitialNamesAccepted"));
        return Optional.empty();
    }

    private static Optional<TakenForGranted> condition(ObjectNode object, String type, TakenForGranted assumed) {
        conditions(status(object), Map.of(type, "Passed"));
        return Optional.of(assumed);
    }

    private static void conditions(ObjectNode status, Map<String, String> reasons) {
        ArrayNode conditions = status.putArray("conditions");
        reasons.forEach((type, reason) -> {
            ObjectNode condition = conditions.addObject().put("type", type).put("status", "True");
            condition.put("lastTransitionTime", Meta.now()).put("lastUpdateTime", Meta.now());
            if (!reason.isEmpty()) {
                condition.put("reason", reason).put("message", "");
            }
        });
    }

    private static boolean isHook(ObjectNode object) {
        return !Meta.annotation(object, HOOK).isEmpty();
    }

    private static int replicas(ObjectNode object) {
        return JsonTrees.at(object, "spec", "replicas").asInt(1);
    }

    private static ObjectNode status(ObjectNode object) {
        return JsonTrees.child(object, "status");
    }

    /** The ReplicaSet that the new pods of a Deployment would come from: helm 3 looks for it. */
    static ObjectNode replicaSet(ObjectNode deployment) {
        ObjectNode set = JsonTrees.object().put("apiVersion", "apps/v1").put("kind", "ReplicaSet");
        ObjectNode metadata = set.putObject("metadata");
        metadata.put("name", Meta.name(deployment) + "-shadow").put("namespace", Meta.namespace(deployment));
        metadata.put("uid", "shadow-" + Meta.uid(deployment)).put("creationTimestamp", OLDEST);
        Meta.setController(set, deployment);
        ObjectNode spec = set.putObject("spec");
        spec.put("replicas", replicas(deployment));
        spec.set("selector", JsonTrees.at(deployment, "spec", "selector").deepCopy());
        JsonNode template = JsonTrees.at(deployment, "spec", "template").deepCopy();
        if (template instanceof ObjectNode pods) {
            metadata.set("labels", JsonTrees.at(pods, "metadata", "labels").deepCopy());
            JsonTrees.child(metadata, "labels").put("pod-template-hash", "shadow");
            JsonTrees.child(Meta.of(pods), "labels").put("pod-template-hash", "shadow");
        }
        spec.set("template", template);
        ObjectNode status = set.putObject("status");
        for (String field : List.of("replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas")) {
            status.put(
                    field, JsonTrees.at(deployment, "status", "updatedReplicas").asInt());
        }
        return set;
    }
}
