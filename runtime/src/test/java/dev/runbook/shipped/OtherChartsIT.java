package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Processes;
import dev.runbook.provider.process.FailureRecognition;
import dev.runbook.rehearsal.chart.ChartSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Charts of other makes: update-release.rb takes each through its failure and back. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class OtherChartsIT {
    private static final String DATABASE = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec:
              serviceName: db
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec: {containers: [{name: db, image: example.com/db}]}
              volumeClaimTemplates:
                - metadata: {name: data}
                  spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: {{ .Values.size }}}}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: db}
            spec: {selector: {app: db}, ports: [{port: 5432}]{{ with .Values.ip }}, clusterIP: {{ . }}{{ end }}}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings{{ if .Values.keep }}, annotations: {helm.sh/resource-policy: keep}{{ end }}}
            immutable: true
            data: {color: {{ .Values.color }}}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: {{ .Values.role }}}
            rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: db}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: {{ .Values.role }}}
            subjects: [{kind: ServiceAccount, name: default}]
            ---
            apiVersion: batch/v1
            kind: Job
            metadata: {name: migrate}
            spec:
              template: {spec: {restartPolicy: Never, containers: [{name: main, image: "example.com/{{ .Values.color }}"}]}}
            """;

    private static final String DATABASE_VALUES = "size: 1Gi\nip: \"\"\ncolor: red\nrole: reader\nkeep: false\n";

    private static final String WIDGETS = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.GROUP}
            spec:
              group: GROUP
              scope: Namespaced
              names: {plural: widgets, singular: widget, kind: Widget}
              versions:
                - name: v1
                  served: true
                  storage: true
                  schema:
                    openAPIV3Schema:
                      type: object
                      properties:
                        spec:
                          type: object
                          properties:
                            color: {type: string, x-kubernetes-validations: [{rule: self == oldSelf, message: field is immutable}]}
            """;

    private static final String OPERATOR = """
            apiVersion: GROUP/v1
            kind: Widget
            metadata: {name: first}
            spec: {color: {{ if semverCompare ">=2.0.0" .Chart.Version }}blue{{ else }}red{{ end }}}
            ---
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: prepare
              annotations: {helm.sh/hook: "pre-install,pre-upgrade", helm.sh/hook-delete-policy: before-hook-creation}
            spec:
              template:
                spec: {restartPolicy: Never, containers: [{name: main, image: example.com/prepare}]}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: operator, annotations: {helm.sh/hook: pre-delete}}
            """;

    /** A hook that fails in 2.0.0 and is mended in 2.0.1. */
    private static final String MIGRATION = """
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: migrate
              annotations: {helm.sh/hook: pre-upgrade, helm.sh/hook-delete-policy: before-hook-creation}
            spec:
              backoffLimit: 0
              template:
                metadata:
                  annotations: {testbed.runbook.dev/exit-code: "{{ if eq .Chart.Version "2.0.0" }}3{{ else }}0{{ end }}"}
                spec: {restartPolicy: Never, containers: [{name: main, image: example.com/migrate}]}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: app}
            data: {version: {{ .Chart.Version | quote }}}
            """;

    @TempDir
    Path folder;

    private static Run update(OperatorSandbox place, String chart, String version, String... more)
            throws IOException, InterruptedException {
        return place.exec(
                "update-release.rb",
                OperatorSandbox.with(
                        more, "release=app", "chart=" + chart, "version=" + version, "--yes", "--yes-destroy"));
    }

    /** Packages the charts where the runbook can take them from without a repository. */
    private String archive(String url, String name, String version) throws IOException {
        Path archive = folder.resolve(name + "-" + version + ".tgz");
        try (var in =
                java.net.URI.create(url + "/" + archive.getFileName()).toURL().openStream()) {
            Files.write(archive, in.readAllBytes());
        }
        return archive.toString();
    }

    private static ChartSource database() {
        return Charts.chart("db", DATABASE_VALUES, Map.of("all.yaml", DATABASE));
    }

    /** What cannot be changed, by patching and by replacing. */
    @ParameterizedTest
    @CsvSource({"3, false", "3, true", "4, false", "4, true"})
    void every_field_that_cannot_be_changed_is_known_by_its_words(int helm, boolean force) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            String url = place.serve(database(), "1.0.0");
            place.helm("install", "app", "db", "--repo=" + url);
            Map<String, String> changes = Map.of(
                    "size=2Gi", "StatefulSet db",
                    "ip=10.96.77.77", "Service db",
                    "color=blue", "ConfigMap settings",
                    "role=writer", "RoleBinding db");
            for (Map.Entry<String, String> change : changes.entrySet()) {
                Program.Ended ended = place.helmStarts(OperatorSandbox.with(
                                force ? forced(helm) : new String[0],
                                "upgrade",
                                "app",
                                "db",
                                "--repo=" + url,
                                "--set=" + change.getKey()))
                        .end();
                assertNotEquals(0, ended.exit(), ended.said());
                Failure failure = new FailureRecognition(ShippedProviders.ALL.knownFailures())
                        .recognise(
                                List.of("helm", "upgrade"),
                                new Processes.Result(Processes.End.EXITED, 1, "", ended.said(), Duration.ZERO));
                assertEquals(FailureClass.ImmutableField, failure.kind(), ended.said());
                assertEquals(
                        change.getValue(),
                        failure.resource().map(r -> r.kind() + " " + r.name()).orElse("none"),
                        ended.said());
            }
        }
    }

    private static String[] forced(int helm) {
        return helm == 3 ? new String[] {"--force"} : new String[] {"--force-replace", "--server-side=false"};
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_database_comes_back_to_its_data(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            String url = place.serve(
                    Charts.chart(
                            "db",
                            DATABASE_VALUES.replace("keep: false", "keep: true"),
                            Map.of(
                                    "all.yaml",
                                    DATABASE.replace(
                                                    "{{ .Values.size }}",
                                                    "{{ if eq .Chart.Version \"2.0.0\" }}2Gi{{ else }}1Gi{{ end }}")
                                            .replace(
                                                    "color: {{ .Values.color }}",
                                                    "color: c{{ .Chart.Version | replace \".\" \"\" }}"))),
                    "1.0.0",
                    "2.0.0");
            place.helm("install", "app", "db", "--repo=" + url, "--version=1.0.0", "--wait");
            String data = place.objects.get("pvc", "data-db-0").uid();

            Run run = update(place, archive(url, "db", "2.0.0"), "2.0.0").ends(0);

            assertEquals(FailureClass.ImmutableField, run.firstFailure());
            run.step("Upgrade the release", "recovered").says("configmap/settings is made again");
            assertEquals(data, place.objects.get("pvc", "data-db-0").uid());
            place.allIsThere("app");
        }
    }

    /** Nothing is replaced or reinstalled for it, whatever is agreed to: its data would go. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_claim_that_cannot_be_changed_is_no_reason_to_replace_anything(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            String url = place.serve(Charts.chart("disk", "{}", Map.of("all.yaml", """
                    apiVersion: v1
                    kind: PersistentVolumeClaim
                    metadata: {name: data}
                    spec:
                      accessModes: [{{ if eq .Chart.Version "2.0.0" }}ReadWriteMany{{ else }}ReadWriteOnce{{ end }}]
                      storageClassName: standard
                      resources: {requests: {storage: 1Gi}}
                    """)), "1.0.0", "2.0.0");
            place.helm("install", "app", "disk", "--repo=" + url, "--version=1.0.0");
            String data = place.objects.get("pvc", "data").uid();
            String[] all = {"release=app", "chart=" + archive(url, "disk", "2.0.0"), "--yes", "--yes-destroy"};
            for (String recovery : List.of("recovery=least", "recovery=reinstall")) {
                place.exec("update-release.rb", OperatorSandbox.with(all, "--new", recovery))
                        .ends(1)
                        .says("(StorageRefused)");
                assertEquals(data, place.objects.get("pvc", "data").uid());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void custom_resources_and_hooks_come_back(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            String group = place.namespace + ".acme.example";
            ChartSource chart = Charts.chart(
                    "apiVersion: v2\nname: op\nversion: 0.0.0\nappVersion: 0.0.0\n",
                    "{}\n",
                    Map.of("all.yaml", OPERATOR.replace("GROUP", group)),
                    Map.of("crds/widgets.yaml", WIDGETS.replace("GROUP", group)));
            String url = place.serve(chart, "1.0.0", "2.0.0");
            try {
                place.helm("install", "app", "op", "--repo=" + url, "--version=1.0.0");
                Run run = update(place, archive(url, "op", "2.0.0"), "2.0.0").ends(0);
                assertEquals(FailureClass.ImmutableField, run.firstFailure());
                run.step("Upgrade the release", "recovered");
                place.allIsThere("app");
            } finally {
                place.objects.delete("customresourcedefinition", "widgets." + group);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_hook_that_fails_leaves_the_release_as_it_was_and_the_mended_one_passes(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            String url =
                    place.serve(Charts.chart("app", "{}\n", Map.of("all.yaml", MIGRATION)), "1.0.0", "2.0.0", "2.0.1");
            place.helm("install", "app", "app", "--repo=" + url, "--version=1.0.0");

            Run failed = update(place, archive(url, "app", "2.0.0"), "2.0.0").ends(1);
            failed.step("Upgrade the release", "failed").says("pre-upgrade hooks failed");
            assertEquals("1.0.0", place.chartVersion("app"));
            assertEquals(List.of(), failed.step("Uninstall the release"));

            update(place, archive(url, "app", "2.0.1"), "2.0.1", "--new").ends(0);
            assertEquals("2.0.1", place.chartVersion("app"));
            place.allIsThere("app");
        }
    }

    /** Helm 3 has let it pass; after the uninstall helm 4 would leave nothing at all. */
    @Test
    void a_field_that_the_server_does_not_know_is_no_end() throws Exception {
        String web = """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web}
                spec:
                  backend: {serviceName: web, servicePort: 80}
                  rules:
                    - host: coder.acme.example
                      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
                """;
        try (OperatorSandbox before = new OperatorSandbox(folder, 3);
                OperatorSandbox place = new OperatorSandbox(folder, 4)) {
            Files.writeString(folder.resolve("mine.yml"), "service: {testbed.runbook.dev/release-after: 4s}\n");
            String url = place.serve(Charts.coder(Map.of("web.yaml", web)), "1.15.0", "1.16.1");
            before.helmIn(
                    place.namespace,
                    "install",
                    "coder",
                    "coder",
                    "--repo=" + url,
                    "--version=1.15.0",
                    "--values=mine.yml");
            place.objects.awaitAddresses("ingress-nginx");

            Run run = place.updateCoder(url, "version=1.16.1", "--yes", "--yes-destroy")
                    .ends(0);

            assertEquals(FailureClass.ImmutableField, run.firstFailure());
            run.step("Install Coder again", "recovered").step("Apply the manifest as helm 3 does", "done");
            place.allIsThere("coder");
        }
    }

    /** The chart's way forward and the way back are both refused: what was refused first is what is told and mended. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_rollback_that_fails_too_is_recovered_by_the_first_failure(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            String template = """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: first}
                    immutable: {{ if semverCompare ">=1.16.0" .Chart.Version }}true{{ else }}false{{ end }}
                    data: {version: {{ .Chart.Version | quote }}}
                    """;
            Files.writeString(folder.resolve("mine.yml"), "service: {testbed.runbook.dev/release-after: 1s}\n");
            String url = place.serve(Charts.coder(Map.of("a-first.yaml", template)), "1.15.0", "1.16.1");
            place.install(url, "1.15.0");

            Run run = place.updateCoder(url, "version=1.16.1", "--yes", "--yes-destroy")
                    .ends(0);

            assertEquals(FailureClass.ImmutableField, run.firstFailure());
            Failure first = run.report().problems().getFirst().failure();
            assertTrue(first.classes().contains(FailureClass.RollbackFailed), run::said);
            assertEquals("coderd", first.resource().map(r -> r.name()).orElse(""), run::said);
            run.step("Install Coder again", "done");
            place.allIsThere("coder");
        }
    }
}
