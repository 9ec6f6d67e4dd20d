package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.kube.adapter.Testbed;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What helm's own record of a release no longer fits, or no longer says: it is told as what it is, and nothing is changed. */
class RecordsIT extends EachHelm {
    private static final String SETTINGS = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings}
            data: {version: "{{ .Chart.Version }}", color: "{{ .Values.color }}"}
            """;
    private static final String WIDGET = """
            ---
            apiVersion: GROUP/%s
            kind: Widget
            metadata: {name: home}
            spec: {host: a}
            """;
    private static final String HOST = "host: {type: string}";

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void an_api_version_that_the_cluster_has_no_more_is_found_by_the_plan(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            UpgradedChart chart = new UpgradedChart(place)
                    .template(SETTINGS + WIDGET.formatted("v1beta1"))
                    .next(SETTINGS + WIDGET.formatted("v1"));
            try {
                place.objects.create(chart.definition(HOST, "v1", "v1beta1"));
                chart.defined("v1beta1");
                chart.installed();
                place.testbed.patch(
                        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets." + chart.group(),
                        Map.of("spec", Map.of("versions", List.of(version("v1", true), version("v1beta1", false)))));
                Testbed.eventually(
                        Duration.ofSeconds(30),
                        "v1beta1 is gone",
                        () -> !place.testbed.serves(chart.widgets("v1beta1")));

                Program.Ended plan = place.plan("update-release.rb", "release=app", "chart=./2.0.0");
                assertEquals(1, plan.exit(), plan.said());
                assertTrue(flat(plan.said()).contains("would fail, the stored manifest of release app"), plan.said());

                Run run = chart.update("--yes-destroy").ends(1);
                assertEquals(FailureClass.RemovedApi, run.firstFailure());
                run.says(chart.group() + "/v1beta1/Widget (widget/home), which is served as " + chart.group()
                                + "/v1 now")
                        .says("Nothing was changed. Helm's plugin mapkubeapis rewrites the record");
                assertEquals(List.of(), run.commands("helm.upgrade"));
                assertEquals("1.0.0", place.chartVersion("app"));

                // Helm would stop in the middle of an uninstall, and leave the release uninstalling.
                Run reinstall =
                        chart.update("--yes-destroy", "recovery=reinstall").ends(1);
                assertEquals(List.of(), reinstall.step("Uninstall the release"));
            } finally {
                chart.undefine();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_kind_that_only_the_next_chart_has_is_named_and_nothing_is_changed(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            UpgradedChart chart = new UpgradedChart(place)
                    .template(SETTINGS)
                    .next(SETTINGS + WIDGET.formatted("v1"))
                    .installed();

            Program.Ended plan = place.plan("update-release.rb", "release=app", "chart=./2.0.0");
            assertTrue(flat(plan.said()).contains("no matches for kind \"Widget\""), plan.said());

            Run run = chart.update().ends(1);
            assertEquals(FailureClass.KindMissing, run.firstFailure());
            run.says("Nothing was changed. Install the custom resource definitions that the chart needs");
            assertEquals("1.0.0", place.chartVersion("app"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void the_values_of_an_earlier_revision_are_not_those_in_force(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            UpgradedChart chart = new UpgradedChart(place).template(SETTINGS).installed();
            place.helm("upgrade", "app", "./1.0.0", "--set=color=red");
            place.objects.delete("secret", "sh.helm.release.v1.app.v2");

            Run run = chart.update().ends(1);

            assertEquals(FailureClass.RecordLost, run.firstFailure());
            run.step("Export the current values", "failed")
                    .says("revision 1 of release app says that a later one has taken its place")
                    .says("helm rollback app 1");
            assertFalse(Files.exists(folder.resolve("current-values.yml")));
            assertEquals(
                    "red",
                    place.objects
                            .get("configmap", "settings")
                            .text("data", "color")
                            .orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_release_whose_records_are_all_lost_is_installed_over_its_objects_with_values_that_somebody_gives(int helm)
            throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            UpgradedChart chart = new UpgradedChart(place).template(SETTINGS).installed("--set=color=red");
            place.objects.delete("secret", "sh.helm.release.v1.app.v1");
            String settings = place.objects.get("configmap", "settings").uid();

            chart.update().ends(1).says("helm's record of it is lost: restore that from a backup of the cluster");

            Files.writeString(folder.resolve("current-values.yml"), "color: red\n");
            chart.update().ends(0).says("Install app in namespace " + place.namespace + ", where it is not yet");
            assertEquals(settings, place.objects.get("configmap", "settings").uid());
            assertEquals("2.0.0", place.chartVersion("app"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_record_that_is_too_large_is_told_with_the_file_that_makes_it_so(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            UpgradedChart chart = new UpgradedChart(place).template(SETTINGS).installed();
            byte[] backup = new byte[1_400_000];
            new Random(1).nextBytes(backup);
            Files.write(folder.resolve("2.0.0/backup.bin"), backup);

            Run run = chart.update().ends(1);

            assertEquals(FailureClass.RecordTooLarge, run.firstFailure());
            run.says("Nothing was changed.").says(".helmignore").says("backup.bin (1367 KiB)");
            assertEquals("1.0.0", place.chartVersion("app"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_release_whose_history_was_kept_is_installed_again_with_its_last_values(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            UpgradedChart chart = new UpgradedChart(place).template(SETTINGS).installed("--set=color=red");
            place.helm("uninstall", "app", "--keep-history");

            Run run = chart.update().ends(0);

            run.step("Take the values of the uninstalled release", "done")
                    .says("app was uninstalled, and only its history was kept");
            assertEquals(
                    "red",
                    place.objects
                            .get("configmap", "settings")
                            .text("data", "color")
                            .orElseThrow());
            assertEquals("2.0.0", place.chartVersion("app"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void an_uninstall_whose_hook_fails_goes_on_without_it_or_back(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            UpgradedChart chart = new UpgradedChart(place).template("""
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: app}
                    spec:
                      selector: {matchLabels: {app: "{{ .Chart.Version }}"}}
                      template:
                        metadata: {labels: {app: "{{ .Chart.Version }}"}}
                        spec: {containers: [{name: app, image: "example.com/app:1"}]}
                    ---
                    apiVersion: batch/v1
                    kind: Job
                    metadata: {name: clean, annotations: {helm.sh/hook: pre-delete}}
                    spec:
                      backoffLimit: 0
                      activeDeadlineSeconds: 1
                      template:
                        spec: {restartPolicy: Never, nodeSelector: {no: where}, containers: [{name: c, image: "c:1"}]}
                    """).installed();
            String server = place.objects.get("deployment", "app").uid();

            Run asked = chart.update("recovery=reinstall", "--answer=Uninstall the release=yes")
                    .ends(5);
            asked.step("Uninstall without the hooks", "failed")
                    .says("job/clean")
                    .says("Nothing of it was deleted, and it is uninstalling; helm rollback brings it back");
            assertEquals(server, place.objects.get("deployment", "app").uid());

            // The least brings it back and replaces the one object.
            place.objects.delete("job", "clean");
            Run back = chart.update("--answer=Leave the interrupted operation=yes", "--yes-destroy")
                    .ends(0);
            assertEquals(List.of(), back.step("Uninstall the release"));
            back.step("Replace what cannot be changed", "done");
            assertEquals("2.0.0", place.chartVersion("app"));
        }
    }

    private static Map<String, Object> version(String name, boolean served) {
        return Map.of(
                "name",
                name,
                "served",
                served,
                "storage",
                served,
                "schema",
                Map.of("openAPIV3Schema", Map.of("type", "object", "x-kubernetes-preserve-unknown-fields", true)));
    }

    private static String flat(String said) {
        return said.replaceAll("\\s+", " ");
    }
}
