package dev.runbook.provider.postgres;

import dev.runbook.provider.kube.ObjectConditions;
import dev.runbook.provider.kube.adapter.Testbed;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL server that the cluster takes for a pod of its own: what the API server asks of the pod's kubelet, the
 * testbed's kwok does on this machine.
 */
final class ClusterDatabase {
    static final String POD = "timescale-0";
    private static final String KWOK = "/apis/kwok.x-k8s.io/v1alpha1/namespaces/";

    private final Testbed testbed;

    ClusterDatabase(Testbed testbed, int port) throws InterruptedException {
        this.testbed = testbed;
        String core = "/api/v1/namespaces/" + testbed.namespace;
        Map<String, Object> container =
                Map.of("name", "timescale", "image", "timescale", "ports", List.of(port("pg", port)));
        Map<String, Object> sidecar = Map.of("name", "metrics", "image", "metrics");
        post(core + "/pods", "v1", "Pod", POD, Map.of("containers", List.of(sidecar, container)));
        Map<String, Object> spec = Map.of(
                "selector", Map.of("app", "timescale"), "ports", List.of(Map.of("port", 5432, "targetPort", "pg")));
        post(core + "/services", "v1", "Service", "timescale", spec);
        forwardsTo(port);
        executes();
        Testbed.eventually(
                Duration.ofMinutes(1),
                "the pod is ready",
                () -> ObjectConditions.of(testbed.find(core + "/pods/" + POD).orElseThrow(), "Ready")
                        .filter(ObjectConditions.Condition::holds)
                        .isPresent());
    }

    private static Map<String, Object> port(String name, int number) {
        return Map.of("name", name, "containerPort", number);
    }

    private void post(String path, String version, String kind, String name, Map<String, Object> spec) {
        testbed.post(
                path,
                Map.of(
                        "apiVersion", version,
                        "kind", kind,
                        "metadata", Map.of("name", name, "labels", Map.of("app", "timescale")),
                        "spec", spec));
    }

    /** Whatever port of the pod is forwarded, it leads to this one of the machine. */
    private void forwardsTo(int port) {
        Map<String, Object> target = Map.of("address", "127.0.0.1", "port", port);
        post(
                KWOK + testbed.namespace + "/portforwards",
                "kwok.x-k8s.io/v1alpha1",
                "PortForward",
                POD,
                Map.of("forwards", List.of(Map.of("target", target))));
    }

    private void executes() {
        post(
                KWOK + testbed.namespace + "/execs",
                "kwok.x-k8s.io/v1alpha1",
                "Exec",
                POD,
                Map.of("execs", List.of(Map.of("containers", List.of("timescale"), "local", Map.of()))));
    }

    /** From now on nothing listens behind the pod's ports. */
    void loseTheServer() {
        testbed.patch(
                KWOK + testbed.namespace + "/portforwards/" + POD,
                Map.of(
                        "spec",
                        Map.of("forwards", List.of(Map.of("target", Map.of("address", "127.0.0.1", "port", 1))))));
    }

    ConnectionSpec.Through service() {
        return through("service/timescale");
    }

    ConnectionSpec.Through through(String object) {
        return new ConnectionSpec.Through(object, testbed.namespace);
    }
}
