package dev.runbook.provider.kube.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Processes;
import dev.runbook.provider.Calls;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.kube.Readiness;
import dev.runbook.provider.kube.ReadinessResult;
import dev.runbook.provider.kube.ResourceSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A volume snapshot on a real API server; the storage's part, which fills it, is played by the test. */
@Tag("testbed")
class VolumeSnapshotIT {
    private static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private static final String NAME = "volumesnapshots.snapshot.storage.k8s.io";

    private final Testbed testbed = Testbed.open();
    private final KubeCluster cluster = testbed.cluster();

    @AfterEach
    void close() throws InterruptedException {
        cluster.close();
        testbed.delete(DEFINITIONS + "/" + NAME);
        Testbed.eventually(
                Duration.ofMinutes(2),
                "the definition is gone",
                () -> testbed.find(DEFINITIONS + "/" + NAME).isEmpty());
        testbed.close();
    }

    private String claim() {
        return testbed.create(
                        "/api/v1/namespaces/" + testbed.namespace + "/persistentvolumeclaims",
                        "v1",
                        "PersistentVolumeClaim",
                        "data",
                        Map.of(
                                "spec",
                                Map.of(
                                        "accessModes",
                                        List.of("ReadWriteOnce"),
                                        "resources",
                                        Map.of("requests", Map.of("storage", "1Mi")))))
                .uid();
    }

    private Outcome snapshot(String uid) {
        Calls calls = new Calls("v3.22.0");
        calls.cluster = cluster.now();
        calls.writer = cluster.writer();
        Value claim = new Resources(
                "pvc data",
                List.of(new dev.runbook.language.value.ResourceId(
                        "v1", "PersistentVolumeClaim", testbed.namespace, "data", uid)),
                List.of(),
                false);
        return UninterruptedCluster.ask(() -> new ResourceSnapshot()
                .perform(calls.call("resource.snapshot", List.of(claim, Value.of("before"))), Processes.Output.NONE));
    }

    /** The part of the real definition that counts here, with the status as a resource of its own. */
    private void define() throws InterruptedException {
        Map<String, Object> open = Map.of("type", "object", "x-kubernetes-preserve-unknown-fields", true);
        Map<String, Object> schema = Map.of(
                "openAPIV3Schema",
                Map.of(
                        "type",
                        "object",
                        "required",
                        List.of("spec"),
                        "properties",
                        Map.of("spec", open, "status", open)));
        testbed.create(
                DEFINITIONS,
                "apiextensions.k8s.io/v1",
                "CustomResourceDefinition",
                NAME,
                Map.of(
                        "metadata",
                        Map.of(
                                "name",
                                NAME,
                                "annotations",
                                Map.of("api-approved.kubernetes.io", "unapproved, a test of it")),
                        "spec",
                        Map.of(
                                "group",
                                "snapshot.storage.k8s.io",
                                "scope",
                                "Namespaced",
                                "names",
                                Map.of("plural", "volumesnapshots", "kind", "VolumeSnapshot"),
                                "versions",
                                List.of(Map.of(
                                        "name",
                                        "v1",
                                        "served",
                                        true,
                                        "storage",
                                        true,
                                        "subresources",
                                        Map.of("status", Map.of()),
                                        "schema",
                                        schema)))));
        Testbed.eventually(
                Duration.ofMinutes(2),
                "the definition is established",
                () -> testbed.find(DEFINITIONS + "/" + NAME)
                        .filter(d -> Readiness.of(d, Instant.EPOCH, () -> false).ready())
                        .isPresent());
    }

    private ReadinessResult readiness() {
        ClusterReader reader = cluster.now();
        KubeObject snapshot = UninterruptedCluster.ask(() -> reader.get(
                        reader.kind("snapshot.storage.k8s.io/v1/VolumeSnapshot"), testbed.namespace, "before"))
                .orElseThrow();
        return Readiness.of(snapshot, Instant.EPOCH, () -> false);
    }

    @Test
    void it_is_made_and_is_ready_when_the_storage_says_so() throws InterruptedException {
        define();
        String uid = claim();
        assertInstanceOf(Outcome.Done.class, snapshot(uid), () -> snapshot(uid).toString());
        String path = "/apis/snapshot.storage.k8s.io/v1/namespaces/" + testbed.namespace + "/volumesnapshots/before";
        assertEquals(
                "data",
                testbed.find(path)
                        .orElseThrow()
                        .text("spec", "source", "persistentVolumeClaimName")
                        .orElse(""));
        assertEquals(new ReadinessResult(false, "not ready to use", ""), readiness());
        testbed.patch(
                path + "/status",
                Map.of("status", Map.of("readyToUse", false, "error", Map.of("message", "no room for snapshots"))));
        assertEquals(new ReadinessResult(false, "not ready to use", "no room for snapshots"), readiness());
        testbed.patch(path + "/status", Map.of("status", Map.of("readyToUse", true)));
        assertTrue(readiness().ready());
        Outcome again = snapshot(uid);
        assertTrue(
                assertInstanceOf(Outcome.NotDone.class, again)
                        .failure()
                        .summary()
                        .contains("already exists"),
                again::toString);
    }

    @Test
    void a_cluster_without_the_api_says_that_it_has_no_such_kind() {
        Outcome outcome = snapshot(claim());
        String summary =
                assertInstanceOf(Outcome.NotDone.class, outcome).failure().summary();
        assertTrue(summary.contains("VolumeSnapshot"), summary);
    }
}
