package dev.runbook.shipped;

import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.adapter.KubeCluster;
import dev.runbook.provider.kube.adapter.UninterruptedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a cluster holds in a namespace, as text without what differs from run to run, such as addresses and times. */
final class EndState {
    private static final List<String> KINDS = List.of(
            "deployment",
            "statefulset",
            "service",
            "ingress",
            "configmap",
            "secret",
            "serviceaccount",
            "persistentvolumeclaim",
            "role",
            "rolebinding",
            "job");

    /** Given by the cluster, or counted up with each change. */
    private static final Set<String> GIVEN = Set.of(
            "clusterIP",
            "clusterIPs",
            "nodePort",
            "healthCheckNodePort",
            "volumeName",
            "uid",
            "resourceVersion",
            "creationTimestamp",
            "generation",
            "managedFields",
            "deployment.kubernetes.io/revision",
            "observedGeneration",
            "selfLink");

    private EndState() {}

    static String of(FaultWorld ground) {
        List<String> lines = new ArrayList<>();
        try (KubeCluster cluster = new KubeCluster(
                Optional.of(ground.kubeconfig().toString()), Optional.empty(), Map.of(), new SystemClock())) {
            ClusterReader now = cluster.now();
            for (String kind : KINDS) {
                for (KubeObject object :
                        UninterruptedCluster.ask(() -> now.list(now.kind(kind), ground.namespace(), ""))) {
                    if (!object.text("type").orElse("").startsWith("helm.sh/")) {
                        lines.add(kind + " " + object.name() + " " + words(object));
                    }
                }
            }
        }
        lines.sort(String::compareTo);
        return String.join("\n", lines).replace(ground.namespace(), "NAMESPACE");
    }

    /** What helm has written down about releases: it changes with the first write of each of its operations. */
    static String releases(FaultWorld ground, KubeCluster cluster) {
        ClusterReader now = cluster.now();
        return String.valueOf(
                UninterruptedCluster.ask(() -> now.list(now.kind("secret"), ground.namespace(), "owner=helm")).stream()
                        .map(secret -> secret.name() + secret.text("metadata", "resourceVersion"))
                        .sorted()
                        .toList());
    }

    private static String words(KubeObject object) {
        Map<String, Object> shown = new TreeMap<>();
        for (String part : List.of("spec", "data", "roleRef", "subjects", "rules")) {
            object.at(part).ifPresent(content -> shown.put(part, without(content)));
        }
        for (String part : List.of("labels", "annotations", "finalizers")) {
            object.at("metadata", part).ifPresent(content -> shown.put(part, without(content)));
        }
        shown.put("going", object.text("metadata", "deletionTimestamp").isPresent());
        shown.put("ready", String.valueOf(object.at("status", "readyReplicas")));
        shown.put("addressed", object.at("status", "loadBalancer", "ingress").isPresent());
        return shown.toString();
    }

    private static Object without(Object content) {
        if (content instanceof Map<?, ?> map) {
            Map<String, Object> kept = new TreeMap<>();
            map.forEach((key, value) -> {
                if (!GIVEN.contains(String.valueOf(key))) {
                    kept.put(String.valueOf(key), without(value));
                }
            });
            return kept;
        }
        return content instanceof List<?> list
                ? list.stream().map(EndState::without).toList()
                : content;
    }
}
