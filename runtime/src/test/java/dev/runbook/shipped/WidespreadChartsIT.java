package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.adapter.Testbed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What charts that many use do when they are updated, in small charts of our own. {@code testbed/real-charts} plays theirs. */
class WidespreadChartsIT extends EachHelm {
    /** A proxy's chart lets its objects be put elsewhere, and changed their selector to say where. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void an_object_in_another_namespace_than_its_release_is_replaced_alone(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm);
                Testbed elsewhere = Testbed.open()) {
            chart("""
                    apiVersion: v1
                    kind: Service
                    metadata: {name: proxy, namespace: ELSEWHERE}
                    spec: {type: LoadBalancer, selector: {app: proxy}, ports: [{port: 80}]}
                    ---
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: proxy, namespace: ELSEWHERE}
                    spec:
                      selector: {matchLabels: {app: proxy, at: "{{ .Chart.Version }}"}}
                      template:
                        metadata: {labels: {app: proxy, at: "{{ .Chart.Version }}"}}
                        spec: {containers: [{name: main, image: example.com/proxy}]}
                    """.replace("ELSEWHERE", elsewhere.namespace), "");
            place.helm("install", "app", "./1.0.0", "--wait");
            Objects objects = new Objects(elsewhere);
            List<String> addresses = objects.awaitAddresses("proxy");
            String deployment = objects.get("deployment", "proxy").uid();

            Run run = update(place, "--yes-destroy").ends(0);

            run.step("Replace what cannot be changed", "done")
                    .says("Replace deployment/proxy and nothing else of app?");
            assertEquals(List.of(), run.step("Uninstall the release"));
            assertNotEquals(deployment, objects.get("deployment", "proxy").uid());
            assertEquals(addresses, objects.awaitAddresses("proxy"));
            place.allIsThere("app");
        }
    }

    /** An operator that is away, or older than its definitions, writes no conditions: it did not before the update either. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_custom_resource_that_never_had_a_condition_is_not_waited_for(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            String group = place.namespace + ".acme.example";
            place.objects.create("""
                    apiVersion: apiextensions.k8s.io/v1
                    kind: CustomResourceDefinition
                    metadata: {name: monitors.%1$s}
                    spec:
                      group: %1$s
                      scope: Namespaced
                      names: {plural: monitors, singular: monitor, kind: Monitor}
                      versions:
                        - name: v1
                          served: true
                          storage: true
                          subresources: {status: {}}
                          schema:
                            openAPIV3Schema:
                              type: object
                              properties:
                                spec: {type: object, properties: {version: {type: string}}}
                                status: {type: object, properties: {conditions: {type: array, items: {type: object}}}}
                    """.formatted(group));
            try {
                String monitors = "/apis/" + group + "/v1/namespaces/" + place.namespace + "/monitors";
                Testbed.eventually(Duration.ofSeconds(60), "monitors are served", () -> place.testbed.serves(monitors));
                chart("""
                        apiVersion: GROUP/v1
                        kind: Monitor
                        metadata: {name: main}
                        spec: {version: "{{ .Chart.Version }}"}
                        """.replace("GROUP", group), "");
                place.helm("install", "app", "./1.0.0");
                String monitor = place.testbed
                        .find(monitors + "/main")
                        .map(KubeObject::uid)
                        .orElseThrow();

                update(place).ends(0).says("monitor/main is ready (no conditions: it exists)");

                assertEquals(
                        monitor,
                        place.testbed
                                .find(monitors + "/main")
                                .map(KubeObject::uid)
                                .orElseThrow());
                assertEquals("2.0.0", place.chartVersion("app"));
            } finally {
                place.objects.delete("customresourcedefinition", "monitors." + group);
            }
        }
    }

    /** A database's chart refuses to be rendered once its first try has been undone; then nothing may be deleted for it. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void nothing_is_deleted_for_an_upgrade_that_can_no_longer_be_rendered(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            chart("""
                    {{- if ne .Chart.Version "1.0.0" }}
                    {{- if lookup "v1" "ConfigMap" .Release.Namespace "tried" }}{{ fail "the password is missing" }}{{ end }}
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: tried, annotations: {helm.sh/hook: pre-upgrade}}
                    ---
                    {{- end }}
                    apiVersion: apps/v1
                    kind: StatefulSet
                    metadata: {name: db}
                    spec:
                      serviceName: db-{{ .Chart.Version | replace "." "-" }}
                      selector: {matchLabels: {app: db}}
                      template:
                        metadata: {labels: {app: db}}
                        spec: {containers: [{name: db, image: example.com/db}]}
                      volumeClaimTemplates:
                        - metadata: {name: data}
                          spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                    """, "");
            place.helm("install", "app", "./1.0.0", "--wait");
            String set = place.objects.get("statefulset", "db").uid();
            String pod = place.objects.get("pod", "db-0").uid();

            Run refused = update(place, "--yes-destroy").ends(1);
            refused.step("Replace what cannot be changed", "failed")
                    .says("spec.serviceName (db-1-0-0 → db-2-0-0)")
                    .says("nothing was deleted")
                    .says("the password is missing");
            assertEquals(set, place.objects.get("statefulset", "db").uid());

            place.objects.delete("configmap", "tried");
            place.resume(Map.of(), "--yes", "--yes-destroy").ends(0);
            assertNotEquals(set, place.objects.get("statefulset", "db").uid());
            assertEquals(pod, place.objects.get("pod", "db-0").uid());
            assertEquals("2.0.0", place.chartVersion("app"));
        }
    }

    private static Run update(OperatorSandbox place, String... more) throws IOException, InterruptedException {
        return place.exec(
                "update-release.rb", OperatorSandbox.with(more, "--yes", "release=app", "chart=./2.0.0", "limit=60s"));
    }

    /** Both versions of a chart. */
    private void chart(String templates, String values) throws IOException {
        for (String version : List.of("1.0.0", "2.0.0")) {
            Path chart = folder.resolve(version);
            Files.createDirectories(chart.resolve("templates"));
            Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: app\nversion: " + version + "\n");
            Files.writeString(chart.resolve("values.yaml"), values);
            Files.writeString(chart.resolve("templates/all.yaml"), templates);
        }
    }
}
