package dev.runbook.provider.kube.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.machine.files.FolderWorkspace;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.KubeObject;
import dev.runbook.port.LiveReader;
import dev.runbook.port.Observer;
import dev.runbook.provider.Call;
import dev.runbook.provider.ScriptedDns;
import dev.runbook.provider.World;
import dev.runbook.provider.Worlds;
import dev.runbook.provider.helm.FakeHelm;
import dev.runbook.provider.kube.ClusterSignatures;
import dev.runbook.provider.kube.KubeProvider;
import dev.runbook.provider.postgres.NoDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The lookups of a release on a real control plane, with real controllers, through watches. */
@Tag("testbed")
class ReleaseLookupsIT {
    private static final String MANIFEST = """
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            """;

    private final Testbed testbed = Testbed.open();
    private final KubeCluster cluster = testbed.cluster();
    private final LiveReader live = cluster.live();
    private final SystemClock clock = new SystemClock();
    private final Set<String> lines = new HashSet<>();

    @AfterEach
    void close() {
        live.close();
        cluster.close();
        testbed.close();
    }

    private World world() {
        FakeHelm helm = new FakeHelm("v3.14.4").prints("get manifest", MANIFEST);
        return Worlds.of(
                helm.helm(),
                live,
                cluster.writer(),
                helm,
                new FolderWorkspace(Path.of(".")),
                request -> {
                    throw new UnsupportedOperationException();
                },
                new ScriptedDns(),
                new NoDatabase(),
                clock);
    }

    private Value read(String name, Optional<Value> receiver, List<Value> arguments) throws InterruptedException {
        Signature signature = ClusterSignatures.all().stream()
                .filter(s -> s.name().equals(name) && s.receiver().isPresent() == receiver.isPresent())
                .findFirst()
                .orElseThrow();
        String full = receiver.isPresent() ? "resources." + name : name;
        List<Observer.Pending> seen = new ArrayList<>();
        Call call = new Call(signature, receiver, arguments, Map.of(), Value.of(testbed.namespace), world(), seen::add);
        Value value = new KubeProvider()
                .lookups().stream()
                        .filter(l -> l.name().equals(full))
                        .findFirst()
                        .orElseThrow()
                        .read(call);
        seen.forEach(p -> lines.add((p.resource().shortName() + "  " + p.state() + "  " + p.detail()).strip()));
        return value;
    }

    private Value release() throws InterruptedException {
        return read("release_resources", Optional.empty(), List.of(Value.of("web")));
    }

    private Duration until(Optional<Value> bound, String question, Duration limit) throws InterruptedException {
        Duration began = clock.elapsed();
        while (true) {
            Value asked = bound.isPresent() ? bound.get() : release();
            if (read(question, Optional.of(asked), List.of()).equals(Value.TRUE)) {
                return clock.elapsed().minus(began);
            }
            live.awaitChange(Duration.ofSeconds(1));
            assertTrue(
                    clock.elapsed().minus(began).compareTo(limit) < 0,
                    () -> question + " not within " + limit + ": " + lines + " " + live.trouble());
        }
    }

    private KubeObject service(String name, Map<String, String> annotations) {
        return testbed.post(
                "/api/v1/namespaces/" + testbed.namespace + "/services",
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Service",
                        "metadata",
                        Map.of("name", name, "annotations", annotations),
                        "spec",
                        Workloads.loadBalancer("web")));
    }

    private void deployment(Map<String, String> podAnnotations) {
        testbed.create(
                "/apis/apps/v1/namespaces/" + testbed.namespace + "/deployments",
                "apps/v1",
                "Deployment",
                "web",
                Map.of("spec", Workloads.deployment("web", 2, podAnnotations)));
    }

    @Test
    void a_release_becomes_ready_goes_and_comes_back_with_another_address() throws InterruptedException {
        service("web", Map.of("testbed.runbook.dev/release-after", "4s"));
        deployment(Map.of());
        until(Optional.empty(), "ready?", Duration.ofSeconds(30));
        Resources old = (Resources) release();
        assertEquals(1, old.addresses().size());
        assertEquals(
                List.of("Service", "Deployment", "ReplicaSet", "Pod", "Pod"),
                old.members().stream().map(m -> m.kind()).toList());
        lines.clear();

        String home = "/namespaces/" + testbed.namespace;
        testbed.delete("/apis/apps/v1" + home + "/deployments/web");
        testbed.delete("/api/v1" + home + "/services/web");
        Duration gone = until(Optional.of(old), "gone?", Duration.ofSeconds(40));
        assertTrue(gone.toMillis() > 3_000, () -> "the service holds for 4 s, but was gone after " + gone);
        assertTrue(
                lines.stream()
                        .anyMatch(
                                l -> l.matches(
                                        "service/web  Terminating \\d+s  finalizer service.kubernetes.io/load-balancer-cleanup")),
                lines::toString);
        lines.clear();

        service("web", Map.of());
        deployment(Map.of());
        until(Optional.empty(), "addresses?", Duration.ofSeconds(20));
        assertTrue(!((Resources) release()).addresses().equals(old.addresses()));
        assertEquals(Value.TRUE, read("gone?", Optional.of(old), List.of()));
    }

    @Test
    void a_pod_that_can_never_start_is_named() throws InterruptedException {
        service("web", Map.of());
        deployment(Map.of("testbed.runbook.dev/waiting", "ImagePullBackOff"));
        Duration began = clock.elapsed();
        String wanted = "deployment/web  0 of 2 available  pod web-\\S+: ImagePullBackOff \\(example.com/web:1\\)";
        while (lines.stream().noneMatch(l -> l.matches(wanted))) {
            assertEquals(Value.FALSE, read("ready?", Optional.of(release()), List.of()));
            live.awaitChange(Duration.ofSeconds(1));
            assertTrue(clock.elapsed().minus(began).toSeconds() < 30, lines::toString);
        }
    }

    @Test
    void a_lost_service_is_missing() throws InterruptedException {
        deployment(Map.of());
        Duration began = clock.elapsed();
        while (!lines.equals(Set.of("service/web  missing"))) {
            lines.clear();
            assertEquals(Value.FALSE, read("ready?", Optional.of(release()), List.of()));
            live.awaitChange(Duration.ofSeconds(1));
            assertTrue(clock.elapsed().minus(began).toSeconds() < 30, lines::toString);
        }
    }
}
