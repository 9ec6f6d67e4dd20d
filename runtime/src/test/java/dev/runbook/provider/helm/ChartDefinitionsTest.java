package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.provider.Calls;
import dev.runbook.provider.FakeCluster;
import dev.runbook.provider.Lookup;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.kube.ResourceApply;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is in the crds/ of a chart against the definitions of the cluster. */
class ChartDefinitionsTest {
    private static final String CRD = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: gates.example.com%s}
            spec:
              group: example.com
              preserveUnknownFields: false
              versions:
              - name: v1
                schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {host: {type: string}%s}}}}}
            """;
    private static final String ALLOW = ", allow: {type: array, items: {type: string}}";

    private final Calls calls = new Calls("v3.22.0");
    private final FakeCluster cluster = new FakeCluster();

    @BeforeEach
    void chart() {
        calls.cluster = cluster;
        calls.writer = cluster;
        calls.helm.prints("show crds", CRD.formatted("", ALLOW));
    }

    @Test
    void a_field_that_the_cluster_lacks_is_named() throws InterruptedException {
        cluster.has(CRD.formatted(", uid: u1, annotations: {other: x}", "")
                .replace("preserveUnknownFields: false", "scope: Namespaced"));
        assertEquals(
                List.of("the cluster lacks, or has otherwise, .spec.allow of gates.example.com"),
                read(new HelmCrdChanges()));
        assertEquals(List.of(CRD.formatted("", ALLOW)), read(new HelmCrds()));
    }

    @Test
    void a_definition_that_is_missing_is_named_and_one_that_is_the_same_is_not() throws InterruptedException {
        assertEquals(List.of("the cluster does not have gates.example.com"), read(new HelmCrdChanges()));
        cluster.has(CRD.formatted(", uid: u1", ALLOW).replace("preserveUnknownFields: false", "scope: Namespaced"));
        assertEquals(List.of(), read(new HelmCrdChanges()));
        calls.helm.prints("show crds", "");
        assertEquals(List.of(), read(new HelmCrds()));
    }

    @Test
    void each_manifest_is_applied() throws InterruptedException {
        Outcome outcome = new ResourceApply()
                .perform(
                        calls.call(
                                "resource.apply",
                                List.of(Value.of(CRD.formatted("", "") + "---\n"
                                        + CRD.formatted("", "").replace("gates", "doors")))),
                        Processes.Output.NONE);
        assertInstanceOf(Outcome.Done.class, outcome, outcome::toString);
        assertEquals(
                List.of(
                        "apply CustomResourceDefinition gates.example.com",
                        "apply CustomResourceDefinition doors.example.com"),
                cluster.changes);
    }

    private List<String> read(Lookup lookup) throws InterruptedException {
        Value.List told =
                assertInstanceOf(Value.List.class, lookup.read(calls.call(lookup.name(), Calls.texts("coder/coder"))));
        return told.items().stream().map(v -> ((Value.Text) v).text()).toList();
    }
}
