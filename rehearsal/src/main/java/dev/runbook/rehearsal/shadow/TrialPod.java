package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.shadow.Overlay.Backing;
import dev.runbook.rehearsal.shadow.Overlay.ObjectState;
import java.util.Map;

/** The first pod that a controller would make of a template, without what is only here: the server does not know that. */
record TrialPod(Overlay overlay, PodTemplate made) {
    private static final Map<String, String> MAKERS = Map.of(
            "deployments", "ReplicaSet", "statefulsets", "StatefulSet", "daemonsets", "DaemonSet", "jobs", "Job");

    private String namespace() {
        return made.key().namespace();
    }

    String account() {
        String account = JsonTrees.text(made.template(), "spec", "serviceAccountName");
        return account.isEmpty() ? "default" : account;
    }

    /** Whether a step before has deleted the account that the pod runs as. */
    boolean lostAccount() {
        return overlay.get(new OverlayKey("", "serviceaccounts", namespace(), account()))
                        .orElse(null)
                instanceof ObjectState.DeletedObject;
    }

    /** Whether it is asked for in the name of another account than its own, which is only here. */
    boolean isOfAnother() {
        return isNew("", "serviceaccounts", namespace(), account());
    }

    ObjectNode pod() {
        ObjectNode pod = JsonTrees.object().put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata = pod.putObject("metadata");
        JsonTrees.at(made.template(), "metadata")
                .properties()
                .forEach(field -> metadata.set(field.getKey(), field.getValue().deepCopy()));
        metadata.remove("creationTimestamp");
        metadata.put("generateName", made.key().name() + "-").put("namespace", namespace());
        // Policies ask whether a controller has made a pod.
        ObjectNode owner = metadata.putArray("ownerReferences").addObject();
        String maker = MAKERS.getOrDefault(made.key().plural(), "");
        owner.put("apiVersion", maker.equals("Job") ? "batch/v1" : "apps/v1").put("kind", maker);
        owner.put("name", made.key().name()).put("uid", Meta.uid(made.workload()));
        owner.put("controller", true);
        if (JsonTrees.at(made.template(), "spec") instanceof ObjectNode spec) {
            pod.set("spec", known(spec.deepCopy()));
        }
        return pod;
    }

    private ObjectNode known(ObjectNode spec) {
        if (isOfAnother()) {
            spec.put("serviceAccountName", "default").put("serviceAccount", "default");
        }
        if (isNew("scheduling.k8s.io", "priorityclasses", "", JsonTrees.text(spec, "priorityClassName"))) {
            spec.remove("priorityClassName");
        }
        if (isNew("node.k8s.io", "runtimeclasses", "", JsonTrees.text(spec, "runtimeClassName"))) {
            spec.remove("runtimeClassName");
        }
        JsonNode claims = JsonTrees.at(made.workload(), "spec", "volumeClaimTemplates");
        if (!claims.isEmpty()) {
            ArrayNode volumes = spec.get("volumes") instanceof ArrayNode there ? there : spec.putArray("volumes");
            for (ObjectNode claim : JsonTrees.objects(claims)) {
                ObjectNode volume = volumes.addObject().put("name", Meta.name(claim));
                volume.putObject("persistentVolumeClaim")
                        .put(
                                "claimName",
                                "%s-%s-0".formatted(Meta.name(claim), made.key().name()));
            }
        }
        return spec;
    }

    private boolean isNew(String group, String plural, String namespace, String name) {
        return overlay.get(new OverlayKey(group, plural, namespace, name)).orElse(null)
                        instanceof ObjectState.StoredObject there
                && there.backing() == Backing.NONE;
    }
}
