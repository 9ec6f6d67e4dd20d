package dev.runbook.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.rehearsal.api.ColumnPath;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.behaviour.Behaviour;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Kinds that operators define, and those that bound others: as the real control plane has them, to the letter. */
class ManyKindsIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String WIDGETS = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.example.com}
            spec:
              group: example.com
              names: {plural: widgets, singular: widget, kind: Widget}
              scope: Namespaced
              versions:
              - name: v1beta1
                served: true
                storage: false
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
              - name: v1
                served: true
                storage: true
                subresources: {status: {}}
                additionalPrinterColumns: [{name: Size, type: integer, jsonPath: .spec.size}]
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        required: [size]
                        properties: {size: {type: integer, maximum: 10}, color: {type: string, default: red}}
                      status: {type: object, properties: {phase: {type: string}}}
            """;

    @TempDir
    Path folder;

    private RehearsalCluster cluster;
    private Api api;

    @BeforeEach
    void start() throws Exception {
        cluster = RehearsalCluster.start(folder, Behaviour.DEFAULT);
        api = new Api(cluster);
    }

    @AfterEach
    void stop() {
        api.close();
        cluster.close();
    }

    private void apply(String yaml) {
        for (String document : yaml.split("(?m)^---$", -1)) {
            Map<String, Object> object = new Yaml().load(document);
            cluster.apply(object);
        }
    }

    private String refused(String yaml) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> apply(yaml)).getMessage());
    }

    private void eventually(String apiVersion, String kind, String name, String path, String wanted)
            throws InterruptedException {
        assertTrue(
                cluster.await(c -> text(c, apiVersion, kind, name, path).equals(wanted), SOON),
                () -> text(cluster, apiVersion, kind, name, path));
    }

    private static String text(RehearsalCluster cluster, String apiVersion, String kind, String name, String path) {
        Optional<Map<String, Object>> found = cluster.find(apiVersion, kind, "default", name);
        return found.map(object -> ColumnPath.text(JsonTrees.fromMap(object), path))
                .orElse("gone");
    }

    private void defined() throws InterruptedException {
        apply(WIDGETS);
        assertTrue(cluster.await(c -> c.serves("example.com/v1", "Widget"), SOON));
    }

    @Test
    void a_custom_resource_is_held_to_its_schema_and_has_the_status_that_is_written_for_it() throws Exception {
        defined();
        assertEquals(
                "Widget.example.com \"a\" is invalid: spec.size: Invalid value: 30: spec.size in body should be less"
                        + " than or equal to 10",
                refused("{apiVersion: example.com/v1, kind: Widget, metadata: {name: a}, spec: {size: 30}}"));

        apply("{apiVersion: example.com/v1, kind: Widget, metadata: {name: a}, spec: {size: 3, junk: 1},"
                + " status: {phase: Ready, junk: 1}}");

        Map<String, Object> kept =
                cluster.find("example.com/v1", "Widget", "default", "a").orElseThrow();
        assertEquals(Map.of("size", 3, "color", "red"), kept.get("spec"));
        assertEquals(Map.of("phase", "Ready"), kept.get("status"));
    }

    @Test
    void what_a_schema_does_not_have_is_refused_to_who_wants_that() throws Exception {
        defined();
        String path = "/apis/example.com/v1/namespaces/default/widgets";
        String object = "{apiVersion: example.com/v1, kind: Widget, metadata: {name: a}, spec: {size: 3, junk: 1}}";

        Api.Answer strict = api.send("POST", path + "?fieldValidation=Strict", object);
        assertEquals(400, strict.code());
        assertEquals(
                "Widget in version \"v1\" cannot be handled as a Widget: strict decoding error: unknown field"
                        + " \"spec.junk\"",
                strict.text("message"));
        assertEquals(
                201, api.send("POST", path + "?fieldValidation=Warn", object).code());
    }

    @Test
    void whoever_defines_rules_that_are_not_evaluated_is_told() throws Exception {
        assertEquals(
                List.of("299 - \"ValidatingAdmissionPolicy \\\"p\\\" is not asked in a rehearsal\""),
                api.warnings(
                        "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies",
                        "{metadata: {name: p}, spec: {validations: [{expression: \"false\"}]}}"));
    }

    @Test
    void a_kind_is_the_same_in_each_of_its_versions_and_printed_as_its_definition_says() throws Exception {
        defined();
        apply("{apiVersion: example.com/v1beta1, kind: Widget, metadata: {name: b}, spec: {size: 2}}");

        Api.Answer read = api.get("/apis/example.com/v1/namespaces/default/widgets/b");
        assertEquals("example.com/v1", read.text("apiVersion"));
        Api.Answer table = api.get(
                "/apis/example.com/v1/namespaces/default/widgets",
                "application/json;as=Table;v=v1;g=meta.k8s.io,application/json");
        assertEquals("[\"b\",\"2\"]", table.body().at("/rows/0/cells").toString());
        Api.Answer group = api.get("/apis/example.com");
        assertEquals("v1", group.text("preferredVersion", "version"));
    }

    @Test
    void a_definition_that_does_not_fit_its_name_is_refused() {
        assertEquals(
                "CustomResourceDefinition.apiextensions.k8s.io \"wrong.example.com\" is invalid: metadata.name:"
                        + " Invalid value: \"wrong.example.com\": must be spec.names.plural+\".\"+spec.group",
                refused(WIDGETS.replace("name: widgets.example.com", "name: wrong.example.com")));
    }

    @Test
    void an_autoscaler_of_the_first_version_is_one_of_the_second() throws Exception {
        Api.Answer made = api.send(
                "POST",
                "/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers",
                "{metadata: {name: h}, spec: {maxReplicas: 3, targetCPUUtilizationPercentage: 80}}");
        assertEquals("80", made.text("spec", "targetCPUUtilizationPercentage"));
        Api.Answer second = api.get("/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers/h");
        assertEquals(
                80,
                second.body()
                        .at("/spec/metrics/0/resource/target/averageUtilization")
                        .asInt());
    }

    @Test
    void quotas_and_limits_bound_what_a_namespace_takes() throws Exception {
        // The other one is kube-root-ca.crt.
        apply("{apiVersion: v1, kind: ResourceQuota, metadata: {name: q}, spec: {hard: {configmaps: 2,"
                + " requests.storage: 1Gi}}}");
        apply("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");
        assertEquals(
                "configmaps \"b\" is forbidden: exceeded quota: q, requested: configmaps=1, used: configmaps=2,"
                        + " limited: configmaps=2",
                refused("{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}"));
        eventually("v1", "ResourceQuota", "q", ".status.used.configmaps", "2");
        apply("{apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [{type: Container,"
                + " default: {cpu: 200m}, defaultRequest: {cpu: 100m}, max: {cpu: 1}}]}}");
        apply("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: x}]}}");
        eventually(
                "v1",
                "Pod",
                "p",
                ".spec.containers[0].resources",
                "{\"limits\":{\"cpu\":\"200m\"},\"requests\":{\"cpu\":\"100m\"}}");
        assertEquals(
                "pods \"big\" is forbidden: maximum cpu usage per Container is 1, but limit is 4",
                refused("{apiVersion: v1, kind: Pod, metadata: {name: big}, spec: {containers: [{name: c, image: x,"
                        + " resources: {limits: {cpu: 4}}}]}}"));
    }

    @Test
    void a_workload_whose_pods_a_quota_refuses_says_so() throws Exception {
        apply("{apiVersion: v1, kind: ResourceQuota, metadata: {name: q}, spec: {hard: {pods: 0}}}");
        apply(
                "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: r}, spec: {replicas: 1, selector:"
                        + " {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: x}]}}}}");
        assertTrue(cluster.await(
                c -> c.list("v1", "Event", "default").stream()
                        .anyMatch(event -> String.valueOf(event.get("message"))
                                .contains("exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0")),
                SOON));
    }

    @Test
    void a_pod_that_a_budget_needs_is_not_evicted() throws Exception {
        apply(
                "{apiVersion: v1, kind: Pod, metadata: {name: p, labels: {app: p}}, spec: {containers: [{name: c, image: x}]}}");
        apply("{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: b}, spec: {minAvailable: 1,"
                + " selector: {matchLabels: {app: p}}}}");
        eventually("policy/v1", "PodDisruptionBudget", "b", ".status.currentHealthy", "1");
        String eviction = "{apiVersion: policy/v1, kind: Eviction, metadata: {name: p}}";

        Api.Answer refused = api.send("POST", "/api/v1/namespaces/default/pods/p/eviction", eviction);
        assertEquals(429, refused.code());
        assertEquals("Cannot evict pod as it would violate the pod's disruption budget.", refused.text("message"));

        cluster.delete("policy/v1", "PodDisruptionBudget", "default", "b");
        assertEquals(
                201,
                api.send("POST", "/api/v1/namespaces/default/pods/p/eviction", eviction)
                        .code());
    }

    @Test
    void claims_are_bound_and_volumes_reclaimed_as_their_class_says() throws Exception {
        apply("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: vol}
                spec: {capacity: {storage: 2Gi}, accessModes: [ReadWriteOnce], persistentVolumeReclaimPolicy: Retain, storageClassName: manual}
                ---
                {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: lazy}, provisioner: x, volumeBindingMode: WaitForFirstConsumer}
                ---
                {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: fits}, spec: {storageClassName: manual, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
                ---
                {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: later}, spec: {storageClassName: lazy, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
                ---
                {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: never}, spec: {storageClassName: absent, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
                """);
        eventually("v1", "PersistentVolumeClaim", "fits", ".spec.volumeName", "vol");
        assertTrue(cluster.await(
                c -> c.list("v1", "Event", "default").stream()
                        .anyMatch(event -> String.valueOf(event.get("message"))
                                .equals("storageclass.storage.k8s.io \"absent\" not found")),
                SOON));
        assertEquals("", text(cluster, "v1", "PersistentVolumeClaim", "later", ".spec.volumeName"));

        apply("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: x}], volumes:"
                + " [{name: v, persistentVolumeClaim: {claimName: later}}]}}");
        eventually("v1", "PersistentVolumeClaim", "later", ".status.phase", "Bound");
        eventually("v1", "Pod", "p", ".status.phase", "Running");

        cluster.delete("v1", "PersistentVolumeClaim", "default", "fits");
        eventually("v1", "PersistentVolume", "vol", ".status.phase", "Released");
    }

    @Test
    void tokens_are_made_nodes_have_their_status_and_added_apis_want_a_service() throws Exception {
        apply("{apiVersion: v1, kind: ServiceAccount, metadata: {name: robot}}");
        apply("{apiVersion: v1, kind: Secret, metadata: {name: t, annotations: {kubernetes.io/service-account.name:"
                + " robot}}, type: kubernetes.io/service-account-token}");
        assertTrue(
                cluster.await(c -> !text(c, "v1", "Secret", "t", ".data.token").isEmpty(), SOON));
        apply(
                "{apiVersion: v1, kind: Node, metadata: {name: n}, status: {conditions: [{type: Ready, status: \"False\"}]}}");
        assertEquals("False", text(cluster, "v1", "Node", "n", ".status.conditions[?(@.type==\"Ready\")].status"));
        apply("{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: v1.x.io}, spec: {group: x.io,"
                + " version: v1, service: {name: s, namespace: default}}}");
        eventually(
                "apiregistration.k8s.io/v1",
                "APIService",
                "v1.x.io",
                ".status.conditions[?(@.type==\"Available\")].reason",
                "ServiceNotFound");
        assertFalse(cluster.kinds("node.k8s.io/v1").isEmpty());
    }
}
