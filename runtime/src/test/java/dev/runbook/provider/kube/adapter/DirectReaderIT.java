package dev.runbook.provider.kube.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.KubeObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Single questions and changes on a real control plane. */
@Tag("testbed")
class DirectReaderIT {
    private Testbed testbed = Testbed.open();
    private KubeCluster cluster = testbed.cluster();

    @BeforeEach
    void open() {
        cluster = testbed.cluster();
    }

    @AfterEach
    void close() {
        cluster.close();
        testbed.close();
    }

    @Test
    void an_object_is_read_with_its_kind_and_without_its_managed_fields() throws InterruptedException {
        KubeObject made = testbed.configMap("settings", "one");
        Optional<KubeObject> read = cluster.now().get(cluster.now().kind("configmap"), testbed.namespace, "settings");
        assertEquals(made.uid(), read.orElseThrow().uid());
        assertEquals("ConfigMap", read.orElseThrow().kind());
        assertEquals(Optional.empty(), read.orElseThrow().at("metadata", "managedFields"));
    }

    @Test
    void what_is_not_there_is_empty_also_in_a_namespace_that_is_not_there() throws InterruptedException {
        ClusterReader now = cluster.now();
        assertEquals(Optional.empty(), now.get(now.kind("svc"), testbed.namespace, "none"));
        assertEquals(Optional.empty(), now.get(now.kind("svc"), "no-such-namespace", "none"));
        assertEquals(List.of(), now.list(now.kind("svc"), "no-such-namespace", "app=x"));
    }

    @Test
    void a_list_keeps_to_its_labels() throws InterruptedException {
        testbed.create("/api/v1/namespaces/" + testbed.namespace + "/configmaps", "v1", "ConfigMap", "a", Map.of());
        Map<String, Object> labelled = Map.of("name", "b", "labels", Map.of("app", "x"));
        testbed.post(
                "/api/v1/namespaces/" + testbed.namespace + "/configmaps",
                Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", labelled));
        ClusterReader now = cluster.now();
        List<KubeObject> found = now.list(now.kind("cm"), testbed.namespace, "app in (x,y)");
        assertEquals(List.of("b"), found.stream().map(KubeObject::name).toList());
        assertEquals("v1", found.getFirst().apiVersion());
    }

    @Test
    void kinds_are_found_in_every_form_that_people_write() throws InterruptedException {
        ClusterReader now = cluster.now();
        assertEquals("services", now.kind("Services").plural());
        assertEquals("deployments", now.kind("apps/v1/Deployment").plural());
        assertEquals(
                new Kind("coordination.k8s.io/v1", "Lease", "leases", true), now.kind("leases.coordination.k8s.io"));
        assertEquals(
                Optional.of(new Kind("policy/v1", "PodDisruptionBudget", "poddisruptionbudgets", true)),
                now.kind("policy/v1", "PodDisruptionBudget"));
        assertEquals(Optional.empty(), now.kind("extensions/v1beta1", "Ingress"));
        Failed failed = assertThrows(Failed.class, () -> now.kind("sevice"));
        assertEquals(
                "the cluster has no kind \"sevice\": did you mean service?",
                failed.failure().summary());
    }

    @Test
    void a_label_selector_that_is_wrong_is_a_failure_in_the_servers_words() {
        ClusterReader now = cluster.now();
        Failed failed = assertThrows(Failed.class, () -> now.list(now.kind("pod"), testbed.namespace, "app=x,,=="));
        assertTrue(
                failed.failure().summary().startsWith("could not list pods in namespace"), failed.failure()::summary);
    }

    @Test
    void changes_reach_the_very_object_and_never_its_successor() throws InterruptedException {
        ResourceId old = testbed.configMap("settings", "one").id();
        cluster.writer().patch(old, "", Map.of("metadata", Map.of("annotations", Map.of("a", "b"))));
        assertTrue(cluster.writer().delete(old, ClusterWriter.Cascade.BACKGROUND));
        assertFalse(cluster.writer().delete(old, ClusterWriter.Cascade.BACKGROUND));
        ResourceId fresh = testbed.configMap("settings", "two").id();
        assertFalse(cluster.writer().delete(old, ClusterWriter.Cascade.BACKGROUND));
        Failed refused = assertThrows(
                Failed.class, () -> cluster.writer().patch(old, "", Map.of("data", Map.of("value", "three"))));
        assertTrue(refused.failure().summary().contains("no longer the object"), refused.failure()::summary);
        ClusterReader now = cluster.now();
        KubeObject kept = now.get(now.kind("cm"), testbed.namespace, "settings").orElseThrow();
        assertEquals(fresh.uid(), kept.uid());
        assertEquals(Optional.of("two"), kept.text("data", "value"));
    }

    @Test
    void a_workload_is_scaled_through_its_subresource() throws InterruptedException {
        KubeObject made = testbed.create(
                "/apis/apps/v1/namespaces/" + testbed.namespace + "/deployments",
                "apps/v1",
                "Deployment",
                "web",
                Map.of("spec", Workloads.deployment("web", 1, Map.of())));
        cluster.writer().patch(made.id(), "scale", Map.of("spec", Map.of("replicas", 3L)));
        ClusterReader now = cluster.now();
        assertEquals(
                Optional.of("3"),
                now.get(now.kind("deploy"), testbed.namespace, "web")
                        .orElseThrow()
                        .text("spec", "replicas"));
    }

    @Test
    void what_the_account_may_not_do_is_said_with_verb_resource_and_namespace() throws InterruptedException {
        ServerAnswer.ApiCall asked =
                ServerAnswer.ApiCall.of("get", cluster.now().kind("deploy"), testbed.namespace, "web");
        Failed failed = ServerAnswer.failure(testbed.transport.target(), asked, 403, "{\"message\":\"no\"}");
        assertEquals(FailureClass.Forbidden, failed.failure().kind());
        assertTrue(
                failed.failure()
                        .summary()
                        .endsWith("may not get deployments.apps web in namespace " + testbed.namespace),
                failed.failure()::summary);
    }
}
