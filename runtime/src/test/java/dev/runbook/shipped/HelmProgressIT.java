package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.kube.adapter.FaultyServer;
import dev.runbook.provider.kube.adapter.FaultyServer.Fault;
import dev.runbook.provider.kube.adapter.Testbed;
import dev.runbook.run.journal.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What helm waits for is seen beside it, and named as the cause when it waited in vain: also after the way back. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class HelmProgressIT {
    private static final String CHART = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 1
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}, annotations: {{ toJson .Values.pods }} }
                spec: {containers: [{name: main, image: "example.com/web:{{ .Values.tag }}"}]}
            {{- if .Values.quota }}
            ---
            apiVersion: v1
            kind: ResourceQuota
            metadata: {name: small}
            spec: {hard: {pods: "0"}}
            {{- end }}
            {{- if .Values.claim }}
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: data, annotations: {testbed.runbook.dev/binds-after: never}}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
            {{- end }}
            {{- if .Values.hook }}
            ---
            apiVersion: batch/v1
            kind: Job
            metadata: {name: migrate, annotations: {helm.sh/hook: pre-upgrade}}
            spec:
              template:
                metadata: {annotations: {testbed.runbook.dev/exit-code: "3"}}
                spec: {restartPolicy: Never, containers: [{name: main, image: example.com/migrate}]}
            {{- end }}
            """;

    @TempDir
    Path folder;

    private Path upgrade(OperatorSandbox place, String limit) throws Exception {
        Files.createDirectories(folder.resolve("web/templates"));
        Files.writeString(folder.resolve("web/Chart.yaml"), "apiVersion: v2\nname: web\nversion: 1.0.0\n");
        Files.writeString(
                folder.resolve("web/values.yaml"), "pods: {}\ntag: good\nquota: false\nclaim: false\nhook: false\n");
        Files.writeString(folder.resolve("web/templates/all.yaml"), CHART);
        place.helm("install", "web", "web", "--wait");
        return Files.writeString(folder.resolve("upgrade.rb"), """
                runbook "Upgrade"
                param :namespace, "Where"
                in_namespace namespace
                step "Upgrade" do
                  helm.upgrade "web", "./web", values: "new.yml", atomic: true, wait: true, timeout: %s
                end
                """.formatted(limit));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 | {tag: bad, pods: {testbed.runbook.dev/waiting: ImagePullBackOff}} | deployment/web | ImagePullBackOff (example.com/web:bad)
            4 | {tag: bad, pods: {testbed.runbook.dev/waiting: ImagePullBackOff}} | deployment/web | ImagePullBackOff (example.com/web:bad)
            3 | {tag: bad, quota: true} | deployment/web | exceeded quota: small
            4 | {tag: bad, quota: true} | deployment/web | exceeded quota: small
            3 | {claim: true} | persistentvolumeclaim/data | ExternalProvisioning
            4 | {claim: true} | persistentvolumeclaim/data | ExternalProvisioning
            3 | {hook: true} | job/migrate | Error, exit code 3
            4 | {hook: true} | job/migrate | Error, exit code 3
            """)
    void the_report_names_the_culprit_after_the_way_back(int version, String values, String object, String reason)
            throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, version)) {
            Path runbook = upgrade(place, "14.seconds");
            Files.writeString(folder.resolve("new.yml"), values + "\n");
            Run run = place.exec(runbook.toString()).ends(1);
            boolean hook = object.startsWith("job/");
            assertEquals(hook ? FailureClass.HookFailed : FailureClass.NotReady, run.firstFailure());
            run.says("not ready yet: " + object)
                    .says((hook ? "hook did not end well: " : "not ready in time: ") + object)
                    .says(reason);
            Entry.TaskEnded ended = run.records().stream()
                    .map(record -> record.entry())
                    .filter(Entry.TaskEnded.class::isInstance)
                    .map(Entry.TaskEnded.class::cast)
                    .findFirst()
                    .orElseThrow();
            assertEquals(object, ended.notReady().getFirst().resource().shortName());
            assertTrue(ended.notReady().getFirst().detail().contains(reason), ended.notReady()::toString);
            // Only changes are told: a line a second would be a dozen.
            assertEquals(1, run.said().split("not ready yet:", -1).length - 1, run.said());
        }
    }

    /** Helm has a connection of its own; ours is cut. */
    @ParameterizedTest
    @ValueSource(strings = {"HANGS", "BROKEN", "BUSY"})
    void where_the_cluster_does_not_answer_us_helm_is_neither_kept_nor_failed(String fault) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, 4);
                FaultyServer server = new FaultyServer(place.testbed)) {
            Path runbook = upgrade(place, "60.seconds");
            Files.writeString(folder.resolve("new.yml"), "{tag: new, pods: {testbed.runbook.dev/ready-after: 8s}}\n");
            place.operatorHas(server.kubeconfig(folder));
            Path own = Files.writeString(
                    folder.resolve("helm-by-itself"), """
                    #!/bin/sh
                    for argument; do
                      shift
                      case $argument in --kubeconfig=*) ;; *) set -- "$@" "$argument" ;; esac
                    done
                    exec %s "$@" --kubeconfig=%s --kube-context=testbed
                    """.formatted(place.helm(), place.testbed.kubeconfig));
            assertTrue(own.toFile().setExecutable(true));
            Program program = place.execStarts(own, Map.of(), runbook.toString());
            Testbed.eventually(
                    Duration.ofSeconds(60), "helm runs", () -> program.said().contains("$ "));
            server.has(Fault.valueOf(fault));
            Testbed.eventually(
                    Duration.ofSeconds(60), "helm is done", () -> program.said().contains("has been upgraded"));
            server.has(Fault.NONE);
            Run run = place.ended(program).ends(0);
            List<Duration> took = run.records().stream()
                    .map(record -> record.entry())
                    .filter(Entry.TaskEnded.class::isInstance)
                    .map(entry -> ((Entry.TaskEnded) entry).took())
                    .toList();
            assertTrue(took.getFirst().compareTo(Duration.ofSeconds(25)) < 0, took::toString);
        }
    }
}
