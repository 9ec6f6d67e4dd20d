package dev.runbook.provider.kube.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.Readiness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CRDs on a real server, with and without conditions in their schema. */
@Tag("testbed")
class StatusSchemasIT {
    private static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private static final Map<String, Object> CONDITIONS =
            Map.of("type", "array", "items", Map.of("type", "object", "x-kubernetes-preserve-unknown-fields", true));

    @TempDir
    private Path folder = Path.of("");

    private final Testbed testbed = Testbed.open();
    private final String group = testbed.namespace + ".example.com";

    @BeforeEach
    void two_definitions() throws InterruptedException {
        define("Telling", "tellings", Map.of("conditions", CONDITIONS));
        define("Silent", "silents", Map.of("phase", Map.of("type", "string")));
    }

    private void define(String kind, String plural, Map<String, Object> status) throws InterruptedException {
        String name = plural + "." + group;
        Map<String, Object> schema = Map.of(
                "type", "object", "properties", Map.of("status", Map.of("type", "object", "properties", status)));
        Map<String, Object> version = Map.of(
                "name",
                "v1",
                "served",
                true,
                "storage",
                true,
                "subresources",
                Map.of("status", Map.of()),
                "schema",
                Map.of("openAPIV3Schema", schema));
        testbed.create(
                DEFINITIONS,
                "apiextensions.k8s.io/v1",
                "CustomResourceDefinition",
                name,
                Map.of(
                        "spec",
                        Map.of(
                                "group",
                                group,
                                "scope",
                                "Namespaced",
                                "names",
                                Map.of("kind", kind, "plural", plural),
                                "versions",
                                List.of(version))));
        Testbed.eventually(
                Duration.ofSeconds(20),
                "the server has " + name,
                () -> testbed.get("/apis/" + group + "/v1/" + plural).status() == 200
                        && testbed.get("/openapi/v3/apis/" + group + "/v1").status() == 200
                        && testbed.get("/openapi/v3/apis/" + group + "/v1")
                                .body()
                                .contains(kind));
    }

    @AfterEach
    void take_them_away() {
        testbed.delete(DEFINITIONS + "/tellings." + group);
        testbed.delete(DEFINITIONS + "/silents." + group);
        testbed.close();
    }

    private static boolean hasConditions(ClusterReader reader, String written) {
        return UninterruptedCluster.ask(() -> reader.hasConditions(reader.kind(written)));
    }

    @Test
    void the_schema_of_a_definition_says_whether_there_will_be_conditions() {
        try (KubeCluster cluster = testbed.cluster()) {
            assertTrue(hasConditions(cluster.now(), group + "/v1/Telling"));
            assertFalse(hasConditions(cluster.now(), group + "/v1/Silent"));
            assertFalse(hasConditions(cluster.now(), "configmap"));
        }
    }

    @Test
    void an_account_that_may_not_read_definitions_finds_the_same_in_what_the_server_publishes() throws IOException {
        try (KubeCluster cluster = testbed.cluster(testbed.kubeconfigWith(List.of(), folder))) {
            assertTrue(hasConditions(cluster.now(), group + "/v1/Telling"));
            assertFalse(hasConditions(cluster.now(), group + "/v1/Silent"));
        }
    }

    @Test
    void an_object_that_was_just_made_becomes_ready_with_its_condition() {
        try (KubeCluster cluster = testbed.cluster()) {
            String home = "/apis/" + group + "/v1/namespaces/" + testbed.namespace + "/tellings";
            testbed.create(home, group + "/v1", "Telling", "a", Map.of());
            assertEquals("no condition yet", state(cluster));
            testbed.patch(
                    home + "/a/status",
                    Map.of("status", Map.of("conditions", List.of(Map.of("type", "Ready", "status", "False")))));
            assertEquals("not Ready", state(cluster));
            testbed.patch(
                    home + "/a/status",
                    Map.of("status", Map.of("conditions", List.of(Map.of("type", "Ready", "status", "True")))));
            assertEquals("", state(cluster));
        }
    }

    private String state(KubeCluster cluster) {
        ClusterReader now = cluster.now();
        Kind kind = UninterruptedCluster.ask(() -> now.kind(group + "/v1/Telling"));
        Optional<KubeObject> found = UninterruptedCluster.ask(() -> now.get(kind, testbed.namespace, "a"));
        return Readiness.of(
                        found.orElseThrow(),
                        Instant.EPOCH,
                        () -> UninterruptedCluster.ask(() -> now.hasConditions(kind)))
                .state();
    }
}
