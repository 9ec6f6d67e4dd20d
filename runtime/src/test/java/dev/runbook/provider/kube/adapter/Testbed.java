package dev.runbook.provider.kube.adapter;

import dev.runbook.Prerequisite;
import dev.runbook.json.Json;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.KubeObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The real control plane of {@code testbed/up}, and a namespace of it for one test. */
public final class Testbed implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    public final Path kubeconfig;
    public final String namespace;
    final Transport transport;

    private Testbed(Path kubeconfig) {
        this.kubeconfig = kubeconfig;
        namespace = "runbook-kube-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
        transport = new Transport(
                Kubeconfig.resolve(Optional.of(kubeconfig.toString()), Optional.empty(), Map.of()), new SystemClock());
    }

    /** Skips the test, with one line that says why, when there is no control plane for tests. */
    public static Testbed open() {
        Prerequisite.CONTROL_PLANE.orSkip();
        Testbed testbed = new Testbed(Path.of(System.getenv("TESTBED_KUBECONFIG")));
        int marked = testbed.get("/api/v1/namespaces/kube-system/configmaps/runbook-testbed")
                .status();
        Assumptions.assumeTrue(
                marked == 200 || "yes".equals(System.getenv("TESTBED_DISPOSABLE")),
                "the cluster of TESTBED_KUBECONFIG is not marked as disposable");
        testbed.create("/api/v1/namespaces", "v1", "Namespace", testbed.namespace, Map.of());
        return testbed;
    }

    public KubeCluster cluster() {
        return cluster(kubeconfig);
    }

    KubeCluster cluster(Path file) {
        return new KubeCluster(Optional.of(file.toString()), Optional.empty(), Map.of(), new SystemClock());
    }

    /** A copy of the kubeconfig that sends everything through a port of this machine. */
    public Path kubeconfigThrough(int port, Path folder) throws IOException {
        String text = Files.readString(kubeconfig);
        Path copy = folder.resolve("kubeconfig-" + port);
        Files.writeString(copy, text.replace(transport.target().server(), "https://127.0.0.1:" + port));
        return copy;
    }

    /**
     * The kubeconfig of an account that may do in the namespace what these rules of a role say, and nothing else.
     *
     * @param rules as JSON has them: apiGroups, resources, verbs
     */
    public Path kubeconfigWith(List<Map<String, Object>> rules, Path folder) throws IOException {
        String home = "/api/v1/namespaces/" + namespace;
        String rbac = "/apis/rbac.authorization.k8s.io/v1/namespaces/" + namespace;
        create(home + "/serviceaccounts", "v1", "ServiceAccount", "operator", Map.of());
        create(rbac + "/roles", "rbac.authorization.k8s.io/v1", "Role", "operator", Map.of("rules", rules));
        create(
                rbac + "/rolebindings",
                "rbac.authorization.k8s.io/v1",
                "RoleBinding",
                "operator",
                Map.of(
                        "roleRef",
                        Map.of("apiGroup", "rbac.authorization.k8s.io", "kind", "Role", "name", "operator"),
                        "subjects",
                        List.of(Map.of("kind", "ServiceAccount", "name", "operator", "namespace", namespace))));
        KubeObject token = post(
                home + "/serviceaccounts/operator/token",
                Map.of("apiVersion", "authentication.k8s.io/v1", "kind", "TokenRequest", "spec", Map.of()));
        String text = Files.readString(kubeconfig);
        return Files.writeString(
                folder.resolve("kubeconfig-operator"),
                text.substring(0, text.indexOf("users:")) + "users:\n- name: admin\n  user:\n    token: "
                        + token.text("status", "token").orElseThrow() + "\n");
    }

    public int port() {
        return java.net.URI.create(transport.target().server()).getPort();
    }

    /** Creates an object in the namespace, or in none when the path has none. */
    KubeObject create(String path, String apiVersion, String kind, String name, Map<String, ?> rest) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", apiVersion);
        object.put("kind", kind);
        object.put("metadata", Map.of("name", name));
        object.putAll(rest);
        return post(path, object);
    }

    public KubeObject post(String path, Map<String, Object> object) {
        Transport.HttpReply reply = send("POST", path, "application/json", Json.line(object));
        Assertions.assertEquals(201, reply.status(), reply.body());
        return new KubeObject(ServerAnswer.object(transport.target(), reply.body()));
    }

    Transport.HttpReply get(String path) {
        return UninterruptedCluster.ask(() -> transport.get(path));
    }

    Transport.HttpReply send(String method, String path, String contentType, String body) {
        return UninterruptedCluster.ask(() -> transport.send(method, path, contentType, body));
    }

    KubeObject configMap(String name, String value) {
        return create(
                "/api/v1/namespaces/" + namespace + "/configmaps",
                "v1",
                "ConfigMap",
                name,
                Map.of("data", Map.of("value", value)));
    }

    void setConfigMap(String name, String value) {
        Transport.HttpReply reply = send(
                "PATCH",
                "/api/v1/namespaces/" + namespace + "/configmaps/" + name,
                "application/merge-patch+json",
                Json.line(Map.of("data", Map.of("value", value))));
        Assertions.assertEquals(200, reply.status(), reply.body());
    }

    public void delete(String path) {
        send("DELETE", path, "application/json", "{}");
    }

    /** The object at a path; empty when there is none. */
    public Optional<KubeObject> find(String path) {
        Transport.HttpReply reply = get(path);
        Assertions.assertTrue(reply.status() == 200 || reply.status() == 404, reply.body());
        return reply.status() == 404
                ? Optional.empty()
                : Optional.of(new KubeObject(ServerAnswer.object(transport.target(), reply.body())));
    }

    /** Whether there is something at a path by now; a server that still makes its storage ready says that it is busy. */
    public boolean serves(String path) {
        return get(path).status() == 200;
    }

    /** Merges a patch into the object at a path. */
    public void patch(String path, Map<String, ?> patch) {
        Transport.HttpReply reply = send("PATCH", path, "application/merge-patch+json", Json.line(patch));
        Assertions.assertEquals(200, reply.status(), reply.body());
    }

    /** Waits for something that another thread or process brings about. */
    public static void eventually(Duration limit, String what, BooleanSupplier condition) throws InterruptedException {
        SystemClock clock = new SystemClock();
        Duration end = clock.elapsed().plus(limit);
        while (!condition.getAsBoolean()) {
            Assertions.assertTrue(clock.elapsed().compareTo(end) < 0, "not within " + limit + ": " + what);
            clock.sleep(Duration.ofMillis(5));
        }
    }

    @Override
    public void close() {
        delete("/api/v1/namespaces/" + namespace);
        transport.close();
    }
}
