package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.Addresses;
import dev.runbook.provider.kube.ReleaseManifest;
import dev.runbook.provider.kube.ReleaseManifest.Listed;
import dev.runbook.provider.kube.adapter.KubeCluster;
import dev.runbook.provider.kube.adapter.Testbed;
import dev.runbook.provider.kube.adapter.UninterruptedCluster;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The objects of a namespace, as the API server has them now. */
final class Objects implements AutoCloseable {
    private final Testbed testbed;
    private final KubeCluster cluster;

    Objects(Testbed testbed) {
        this.testbed = testbed;
        this.cluster = testbed.cluster();
    }

    /** The object; empty when there is none. */
    Optional<KubeObject> find(String kind, String name) {
        ClusterReader now = cluster.now();
        return UninterruptedCluster.ask(() -> now.get(now.kind(kind), testbed.namespace, name));
    }

    KubeObject get(String kind, String name) {
        return find(kind, name).orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
    }

    /** Makes objects of a text with YAML documents. */
    void create(String yaml) {
        for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(yaml)) {
            Map<String, Object> object = new LinkedHashMap<>();
            ((Map<?, ?>) document).forEach((k, v) -> object.put(String.valueOf(k), v));
            KubeObject content = new KubeObject(object);
            String home = content.namespace().isEmpty() ? testbed.namespace : content.namespace();
            testbed.post(path(kind(content.apiVersion(), content.kind()), home), object);
        }
    }

    void delete(String kind, String name) {
        testbed.delete(path(UninterruptedCluster.ask(() -> cluster.now().kind(kind))) + "/" + name);
    }

    void patch(String kind, String name, Map<String, ?> patch) {
        testbed.patch(path(UninterruptedCluster.ask(() -> cluster.now().kind(kind))) + "/" + name, patch);
    }

    /** Every object that a manifest lists is there and nobody has deleted it. */
    void holdAll(String manifest) throws ReleaseManifest.ManifestException {
        List<Listed> listed = ReleaseManifest.parse(manifest);
        assertTrue(!listed.isEmpty(), "the manifest lists nothing");
        for (Listed one : listed) {
            Kind kind = kind(one.apiVersion(), one.kind());
            String home = one.namespace().isEmpty() ? testbed.namespace : one.namespace();
            Optional<KubeObject> object =
                    UninterruptedCluster.ask(() -> cluster.now().get(kind, home, one.name()));
            assertTrue(object.isPresent(), () -> one + " is missing");
            assertEquals(Optional.empty(), object.get().text("metadata", "deletionTimestamp"), one::toString);
        }
    }

    /** What a user has in the namespace besides the release: a workspace with its claim. */
    void createWorkspace() {
        create("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: alice-home}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: alice}
                spec: {selector: {workspace: alice}, ports: [{port: 80}]}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: alice}
                spec:
                  selector: {matchLabels: {workspace: alice}}
                  template:
                    metadata: {labels: {workspace: alice}}
                    spec: {containers: [{name: dev, image: example.com/dev}]}
                """);
    }

    /** The identity and the generation of all that a user has: a change of either is a touch. */
    Map<String, String> workspace() {
        Map<String, String> all = new TreeMap<>();
        for (String kind : List.of("pvc", "service", "deployment")) {
            KubeObject object = get(kind, kind.equals("pvc") ? "alice-home" : "alice");
            all.put(
                    kind,
                    object.uid() + " " + object.text("metadata", "generation").orElse("") + " "
                            + object.at("metadata", "labels")
                            + object.at("metadata", "annotations")
                                    .map(a -> a instanceof Map<?, ?> map
                                            && map.keySet().stream()
                                                    .anyMatch(k ->
                                                            String.valueOf(k).contains("helm")))
                                    .orElse(false));
        }
        return all;
    }

    List<String> awaitAddresses(String service) throws InterruptedException {
        Testbed.eventually(
                Duration.ofSeconds(30),
                service + " has an address",
                () -> find("service", service)
                        .filter(s -> !Addresses.of(s).isEmpty())
                        .isPresent());
        return Addresses.of(get("service", service));
    }

    /** Waits until the controllers have written into new claims and deployments what they write by themselves. */
    void awaitControllers() throws InterruptedException {
        Map<String, String> written = Map.of(
                "persistentvolumeclaim", "pv.kubernetes.io/bind-completed",
                "deployment", "deployment.kubernetes.io/revision");
        Testbed.eventually(
                Duration.ofSeconds(30),
                "the controllers have seen everything",
                () -> written.entrySet().stream().allMatch(entry -> {
                    ClusterReader now = cluster.now();
                    return UninterruptedCluster.ask(() -> now.list(now.kind(entry.getKey()), testbed.namespace, ""))
                            .stream()
                            .allMatch(object -> object.at("metadata", "annotations", entry.getValue())
                                    .isPresent());
                }));
    }

    private Kind kind(String apiVersion, String kind) {
        return UninterruptedCluster.ask(() -> cluster.now().kind(apiVersion, kind))
                .orElseThrow(() -> new AssertionError("no " + kind));
    }

    private String path(Kind kind) {
        return path(kind, testbed.namespace);
    }

    private static String path(Kind kind, String namespace) {
        String version = kind.apiVersion().contains("/") ? "/apis/" + kind.apiVersion() : "/api/" + kind.apiVersion();
        return version + (kind.namespaced() ? "/namespaces/" + namespace : "") + "/" + kind.plural();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
