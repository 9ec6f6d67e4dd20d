package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.kube.adapter.Testbed;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Upgrades that helm or the server refuses: each is told as what it is, with the object, the field and the way on. */
class RefusedUpgradesIT extends EachHelm {
    private static final String SETTINGS = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, labels: {guarded: "yes"}}
            data: {version: "{{ .Chart.Version }}"}
            """;
    private static final String CLAIM = """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: data}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: %s}}}
            """;

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void each_immutable_object_is_shown_with_its_field_and_replaced_alone(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            UpgradedChart chart = new UpgradedChart(place).template("""
                    {{- $second := ne .Chart.Version "1.0.0" }}
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: sealed}
                    immutable: true
                    data: {color: {{ if $second }}blue{{ else }}red{{ end }}}
                    ---
                    apiVersion: storage.k8s.io/v1
                    kind: StorageClass
                    metadata: {name: "{{ .Release.Namespace }}"}
                    provisioner: x.example.com/y
                    parameters: {speed: "{{ .Chart.Version }}"}
                    ---
                    apiVersion: scheduling.k8s.io/v1
                    kind: PriorityClass
                    metadata: {name: "{{ .Release.Namespace }}"}
                    value: {{ if $second }}20{{ else }}10{{ end }}
                    ---
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: RoleBinding
                    metadata: {name: readers}
                    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: "of-{{ .Chart.Version }}"}
                    ---
                    apiVersion: GROUP/v1
                    kind: Widget
                    metadata: {name: store}
                    spec: {host: "{{ .Chart.Version }}"}
                    """);
            try {
                place.objects.create(chart.definition(
                        "host: {type: string, x-kubernetes-validations: [{rule: self == oldSelf, message: Value is immutable}]}",
                        "v1"));
                chart.defined("v1");
                chart.installed();

                Run asked = chart.update().ends(5);
                asked.step("Replace what cannot be changed", "failed").says("and nothing else of app?");
                assertEquals("1.0.0", place.chartVersion("app"));

                Run run = chart.update("--yes-destroy").ends(0);
                run.says("configmap/sealed data.color (red → blue)")
                        .says("storageclass/" + place.namespace + " parameters.speed (1.0.0 → 2.0.0)")
                        .says("priorityclass/" + place.namespace + " value (10 → 20)")
                        .says("rolebinding/readers roleRef.name (of-1.0.0 → of-2.0.0)")
                        .says("widget/store spec.host (1.0.0 → 2.0.0)")
                        .doesNotSay("sounds like");
                assertEquals(List.of(), run.step("Uninstall the release"));
                place.allIsThere("app");
            } finally {
                chart.undefine();
            }
        }
    }

    /** What cannot be changed would be deleted, and its new form refused: then nothing would be there. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void what_the_server_would_refuse_to_make_again_is_not_deleted(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            String service = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {%s ports: [{port: 80}]}\n";
            String set = """
                    ---
                    apiVersion: apps/v1
                    kind: StatefulSet
                    metadata: {name: db}
                    spec:
                      serviceName: %s
                      selector: {matchLabels: {app: db}}
                      template:
                        metadata: {labels: {app: db}}
                        spec: {containers: [{name: db, image: "example.com/db:1"%s}]}
                    """;
            UpgradedChart chart = new UpgradedChart(place)
                    .template(service.formatted("") + set.formatted("db", ""))
                    .installed();
            String web = place.objects.get("service", "web").uid();
            String db = place.objects.get("statefulset", "db").uid();

            refusedAnew(
                    chart.next(service.formatted("ipFamilies: [IPv6],") + set.formatted("db", "")),
                    "spec.ipFamilies[0]: Invalid value: \"IPv6\": not configured on this cluster (ValuesInvalid)");
            refusedAnew(
                    chart.next(service.formatted("") + set.formatted("other", ", imagePullPolicy: Sometimes")),
                    "Unsupported value: \"Sometimes\"");
            assertEquals(web, place.objects.get("service", "web").uid());
            assertEquals(db, place.objects.get("statefulset", "db").uid());
            assertEquals("1.0.0", place.chartVersion("app"));

            // The quota counts the old one still, and has room when it is gone.
            place.objects.create("{apiVersion: v1, kind: ResourceQuota, metadata: {name: full},"
                    + " spec: {hard: {count/statefulsets.apps: 1}}}");
            chart.next(service.formatted("") + set.formatted("other", ""))
                    .update("--yes-destroy")
                    .ends(0);
            assertNotEquals(db, place.objects.get("statefulset", "db").uid());
            assertEquals(web, place.objects.get("service", "web").uid());
        }
    }

    private static void refusedAnew(UpgradedChart chart, String why) throws Exception {
        Run run = chart.update("--yes-destroy").ends(1);
        run.step("Replace what cannot be changed", "failed")
                .says("nothing was deleted, since the server would refuse what comes instead")
                .says(why);
        assertEquals(List.of(), run.step("Uninstall the release"));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_claim_that_cannot_shrink_is_no_reason_to_reinstall(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            UpgradedChart chart = new UpgradedChart(place)
                    .template(CLAIM.formatted("2Gi"))
                    .next(CLAIM.formatted("1Gi"))
                    .installed();
            Testbed.eventually(
                    Duration.ofSeconds(30),
                    "the claim has its volume",
                    () -> place.objects
                            .get("pvc", "data")
                            .text("spec", "volumeName")
                            .isPresent());
            String data = place.objects.get("pvc", "data").uid();

            Run run = chart.update("--yes-destroy").ends(1);

            assertEquals(FailureClass.StorageRefused, run.firstFailure());
            run.says("Nothing needs to be reinstalled. Put the size").says("current-values.yml, then resume");
            assertEquals(List.of(), run.step("Replace what cannot be changed"));
            assertEquals(data, place.objects.get("pvc", "data").uid());
            assertEquals("1.0.0", place.chartVersion("app"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_chart_that_takes_other_values_changes_nothing_and_the_values_can_be_edited(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            UpgradedChart chart = new UpgradedChart(place).template(SETTINGS).installed();

            chart.next(SETTINGS + "# {{ required \"set auth.url first\" .Values.url }}\n");
            refused(chart.update(), "set auth.url first", "Nothing was changed. Edit current-values.yml, then resume.");

            chart.next(SETTINGS).file("2.0.0", "values.schema.json", "{\"required\": [\"host\"]}");
            refused(chart.update(), "host", "Nothing was changed. Edit current-values.yml, then resume.");

            Files.delete(folder.resolve("2.0.0/values.schema.json"));
            String about = "apiVersion: v2\nname: app\nversion: 2.0.0\n";
            chart.file("2.0.0", "Chart.yaml", about + "kubeVersion: '>=1.99'\n");
            refused(chart.update(), "chart requires kubeVersion: >=1.99", "Take a version of the chart that supports");

            chart.file(
                    "2.0.0",
                    "Chart.yaml",
                    about + "dependencies: [{name: redis, version: 1.0.0, repository: 'file://../redis'}]\n");
            refused(chart.update(), "redis", "helm dependency build");

            assertEquals("1.0.0", place.chartVersion("app"));
        }
    }

    private static void refused(Run run, String why, String next) {
        assertEquals(FailureClass.ValuesInvalid, run.ends(1).firstFailure(), run::said);
        run.says(why).says("Nothing was changed.").says(next).doesNotSay("sounds like");
    }

    @Test
    void what_the_server_alone_cannot_apply_is_applied_as_helm_3_does_after_a_question() throws Exception {
        String server = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: app}
                spec:
                  selector: {matchLabels: {app: app}}
                  {{- if ne .Chart.Version "1.0.0" }}
                  strategy: {type: Recreate}
                  {{- end }}
                  template:
                    metadata: {labels: {app: app}}
                    spec: {containers: [{name: app, image: "example.com/app:1"}]}
                """;
        try (OperatorSandbox place = new OperatorSandbox(folder, 4)) {
            UpgradedChart chart = new UpgradedChart(place).template(server).installed();
            String uid = place.objects.get("deployment", "app").uid();

            Run run = chart.update().ends(0);

            run.step("Apply the manifest as helm 3 does", "done")
                    .says("spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy")
                    .doesNotSay("sounds like");
            assertEquals(
                    "Recreate",
                    place.objects
                            .get("deployment", "app")
                            .text("spec", "strategy", "type")
                            .orElseThrow());
            assertEquals(uid, place.objects.get("deployment", "app").uid());
        }
    }

    /** Helm 4 takes over what is there, and needs no way back. */
    @Test
    void what_a_hook_has_left_is_deleted_after_a_question_and_nothing_else() throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, 3)) {
            UpgradedChart chart =
                    new UpgradedChart(place).template(SETTINGS + """
                    ---
                    apiVersion: v1
                    kind: ServiceAccount
                    metadata:
                      name: migrate
                      annotations: {helm.sh/hook: pre-upgrade, helm.sh/hook-delete-policy: hook-succeeded}
                    """).installed();
            place.objects.create("{apiVersion: v1, kind: ServiceAccount, metadata: {name: migrate}}");
            String left = place.objects.get("serviceaccount", "migrate").uid();

            Run asked = chart.update().ends(5);
            assertEquals(FailureClass.HookFailed, asked.firstFailure());
            asked.says("Delete serviceaccount/migrate, which is in the way of a hook")
                    .doesNotSay("sounds like");
            assertEquals(left, place.objects.get("serviceaccount", "migrate").uid());

            Run run = chart.update("--answer=Delete what a hook has left=yes").ends(0);
            run.step("Delete what a hook has left", "done");
            assertEquals("2.0.0", place.chartVersion("app"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_webhook_that_does_not_answer_is_named_with_its_failure_policy(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            UpgradedChart chart = new UpgradedChart(place).template(SETTINGS).installed();
            String name = "rules-" + place.namespace;
            place.objects.create("""
                    apiVersion: admissionregistration.k8s.io/v1
                    kind: ValidatingWebhookConfiguration
                    metadata: {name: %s}
                    webhooks:
                    - name: rules.example.com
                      admissionReviewVersions: [v1]
                      sideEffects: None
                      failurePolicy: Fail
                      timeoutSeconds: 2
                      objectSelector: {matchLabels: {guarded: "yes"}}
                      namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %s}}
                      rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]
                      clientConfig: {url: "https://127.0.0.1:1/validate"}
                    """.formatted(name, place.namespace));
            try {
                Run run = chart.update().ends(1);
                assertEquals(FailureClass.WebhookFailed, run.firstFailure());
                run.says("rules.example.com").says("failurePolicy").doesNotSay("kubectl version");
                assertEquals(
                        "1.0.0",
                        place.objects
                                .get("configmap", "settings")
                                .text("data", "version")
                                .orElseThrow());
            } finally {
                place.objects.delete("validatingwebhookconfigurations.admissionregistration.k8s.io", name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_namespace_that_is_being_deleted_is_told_with_what_holds_it(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            new UpgradedChart(place).template(SETTINGS).installed();
            place.objects.patch(
                    "configmap", "settings", Map.of("metadata", Map.of("finalizers", List.of("acme.example/hold"))));
            place.testbed.delete("/api/v1/namespaces/" + place.namespace);
            try {
                Program.Ended ended = place.execStarts(
                                place.helm(), Map.of(), "update-release.rb", "release=app", "chart=./2.0.0", "--yes")
                        .end();
                assertEquals(3, ended.exit(), ended.said());
                String said = ended.said().replaceAll("\\s+", " ");
                assertTrue(said.contains("is being deleted, and nothing can be created in it"), said);
                assertTrue(said.contains("acme.example/hold"), said);
                assertFalse(said.contains("may not create"), said);
            } finally {
                place.objects.patch("configmap", "settings", Map.of("metadata", Map.of("finalizers", List.of())));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void the_definitions_of_a_chart_are_brought_up_to_date_before_a_field_of_them_is_used(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            UpgradedChart chart = fields(place);
            try {
                chart.file("1.0.0", "crds/widgets.yaml", chart.definition("host: {type: string}", "v1"))
                        .file(
                                "2.0.0",
                                "crds/widgets.yaml",
                                chart.definition("host: {type: string}, allow: {type: string}", "v1"))
                        .installed();
                applyIsForeseen(place, chart);

                Run run = chart.update().ends(0);

                run.step("Apply the chart's definitions", "done").says("widgets." + chart.group() + " (.spec.allow)");
                assertEquals("10.0.0.0/8", allow(place, chart));
            } finally {
                chart.undefine();
            }
        }
    }

    /** By a dry run of the server, which stores nothing. */
    private static void applyIsForeseen(OperatorSandbox place, UpgradedChart chart) throws Exception {
        String name = "widgets." + chart.group();
        String stored = version(place, name);
        String definition = chart.definition("host: {type: string}, allow: {type: string}", "v1");
        String told = planned(place, definition, 0);
        assertTrue(told.contains("customresourcedefinition/" + name + " spec.versions[v1]"), told);
        assertTrue(told.contains("properties.allow.type (nothing → string)"), told);
        assertEquals(stored, version(place, name));

        place.objects.create("{apiVersion: v1, kind: ConfigMap, metadata: {name: theirs}, data: {of: them}}");
        String refused =
                planned(place, "{apiVersion: v1, kind: ConfigMap, metadata: {name: theirs}, data: {of: us}}", 1);
        assertTrue(refused.contains("configmap/theirs: Apply failed with 1 conflict: conflict with"), refused);
        assertTrue(refused.contains(".data.of"), refused);
    }

    private static String version(OperatorSandbox place, String definition) {
        return place.objects
                .get("customresourcedefinition", definition)
                .text("metadata", "resourceVersion")
                .orElseThrow();
    }

    private static String planned(OperatorSandbox place, String manifest, int exit) throws Exception {
        String text = manifest.replace("\"", "\\\"").replace("\n", "\\n");
        Files.writeString(place.folder.resolve("apply.rb"), """
                runbook "Apply"

                param :namespace, "Namespace"

                in_namespace namespace

                step "Apply" do
                  resource.apply "%s"
                end
                """.formatted(text));
        Program.Ended plan = place.plan("apply.rb");
        assertEquals(exit, plan.exit(), plan.said());
        return plan.said().replaceAll("\\s+", " ");
    }

    /** The definition is another chart's, and older than what this one has. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_field_that_the_cluster_does_not_know_is_said_and_the_run_does_not_end_well_without_an_answer(int helm)
            throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            UpgradedChart chart = fields(place);
            try {
                place.objects.create(chart.definition("host: {type: string}", "v1"));
                chart.defined("v1");
                chart.installed();

                Run run = chart.update();

                run.says("spec.allow");
                if (helm == 3) {
                    assertEquals(FailureClass.CrdsBehind, run.ends(5).firstFailure());
                    run.says("the cluster does not have, and has left out: spec.allow of widget/front")
                            .says("helm rollback app 1");
                } else {
                    run.step("Apply the manifest as helm 3 does", "done")
                            .says("A field that the cluster does not know is not set then.");
                }
                assertEquals("", allow(place, chart));
            } finally {
                chart.undefine();
            }
        }
    }

    private static UpgradedChart fields(OperatorSandbox place) throws Exception {
        String widget = """
                apiVersion: GROUP/v1
                kind: Widget
                metadata: {name: front}
                spec: {host: a%s}
                """;
        return new UpgradedChart(place).template(widget.formatted("")).next(widget.formatted(", allow: 10.0.0.0/8"));
    }

    private static String allow(OperatorSandbox place, UpgradedChart chart) {
        return place.testbed
                .find(chart.widgets("v1") + "/front")
                .orElseThrow()
                .text("spec", "allow")
                .orElse("");
    }
}
