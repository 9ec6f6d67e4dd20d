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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertEquals(List.of("gates.example.com (.spec.allow)"), read(new HelmCrdChanges()));
        assertEquals(List.of(CRD.formatted("", ALLOW)), read(new HelmCrds()));
    }

    @Test
    void a_definition_that_is_missing_is_named_and_one_that_is_the_same_is_not() throws InterruptedException {
        assertEquals(List.of("gates.example.com (missing)"), read(new HelmCrdChanges()));
        cluster.has(CRD.formatted(", uid: u1", ALLOW).replace("preserveUnknownFields: false", "scope: Namespaced"));
        assertEquals(List.of(), read(new HelmCrdChanges()));
        calls.helm.prints("show crds", "");
        assertEquals(List.of(), read(new HelmCrds()));
    }

    /** Helm 3.5 has no {@code helm show crds}, and answers "unknown flag: --version" to its flags. */
    @ParameterizedTest
    @ValueSource(strings = {"v3.2.4", "v3.5.4", "v3.6.3"})
    void an_older_helm_tells_them_with_a_rendering(String version) throws InterruptedException {
        Calls older = new Calls(version);
        older.cluster = cluster;
        older.helm
                .fails("show crds", "Error: unknown flag: --version")
                .prints(
                        "template",
                        "---\n# Source: crds/gates.yaml\n" + CRD.formatted("", ALLOW) + "---\n"
                                + CRD.formatted("", ALLOW).replace("gates", "walls")
                                + "\n---\n# Source: coder/templates/a.yaml\n"
                                + CRD.formatted("", "").replace("gates", "other"));
        assertEquals(
                new Value.List(
                        List.of(Value.of("gates.example.com (missing)"), Value.of("walls.example.com (missing)"))),
                new HelmCrdChanges()
                        .read(older.call("helm.crd_changes", List.of(Value.of("coder/coder")), "version", "1.16.1")));
        assertEquals(
                List.of("helm template definitions coder/coder --include-crds --no-hooks --version=1.16.1"),
                older.helm.commands());
    }

    @Test
    void what_is_only_there_to_be_read_is_no_difference() throws InterruptedException {
        String described =
                "%s, description: {type: string, description: old}, tags: {additionalProperties: {type: string}}";
        cluster.has(CRD.formatted(", uid: u1", described.formatted(ALLOW))
                .replace("{type: object, p", "{type: object, description: a, p"));
        calls.helm.prints(
                "show crds", CRD.formatted("", described.formatted(ALLOW).replace("old", "new")));
        assertEquals(List.of(), read(new HelmCrdChanges()));
        calls.helm.prints(
                "show crds",
                CRD.formatted(
                                "",
                                described
                                        .formatted(ALLOW)
                                        .replace("description: {type: string", "description: {type: object"))
                        .replace("additionalProperties: {type: string}", "additionalProperties: {type: integer}")
                        .replace("items: {type: string}", "items: {type: integer}"));
        assertEquals(
                List.of("gates.example.com (.spec.allow, .spec.description and 1 more)"), read(new HelmCrdChanges()));
    }

    @Test
    void what_the_schema_says_of_the_whole_object_is_named_so() throws InterruptedException {
        cluster.has(CRD.formatted(", uid: u1", ""));
        calls.helm.prints(
                "show crds",
                CRD.formatted("", "").replace("openAPIV3Schema: {", "openAPIV3Schema: {required: [spec], "));
        assertEquals(List.of("gates.example.com (its schema)"), read(new HelmCrdChanges()));
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
