package dev.runbook.provider.helm;

import static dev.runbook.language.failure.FailureClass.ForeignOwner;
import static dev.runbook.language.failure.FailureClass.ImmutableField;
import static dev.runbook.language.failure.FailureClass.OperationInProgress;
import static dev.runbook.language.failure.FailureClass.ReleaseNotFound;
import static dev.runbook.language.failure.FailureClass.Unreachable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.Prerequisite;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.value.Value;
import dev.runbook.machine.files.FolderWorkspace;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.Observer;
import dev.runbook.port.Processes;
import dev.runbook.port.StopRequests;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.NoCluster;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.ScriptedDns;
import dev.runbook.provider.World;
import dev.runbook.provider.Worlds;
import dev.runbook.provider.http.Web;
import dev.runbook.provider.postgres.NoDatabase;
import dev.runbook.provider.process.adapter.ExecProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real helm, each version there is, on a real control plane: what is written is taken, and what is printed is understood. */
@Tag("testbed")
class HelmIT {
    private static final SystemClock CLOCK = new SystemClock();

    private final ExecProcesses processes = new ExecProcesses(
            new HashMap<>(System.getenv()), new NoInterruption(), CLOCK, Duration.ofSeconds(2), false);

    @TempDir
    Path folder;

    static List<String> helms() throws IOException {
        String binaries = System.getenv("TESTBED_HELM");
        if (binaries == null || System.getenv("TESTBED_KUBECONFIG") == null) {
            return List.of("");
        }
        try (Stream<Path> files = Files.list(Path.of(binaries))) {
            return files.map(Path::toString)
                    .filter(f -> f.contains("/helm-v"))
                    .sorted()
                    .toList();
        }
    }

    @AfterEach
    void endEverything() {
        processes.close();
    }

    @ParameterizedTest
    @MethodSource("helms")
    void a_release_lives_fails_and_is_repaired(String executable) throws Exception {
        Helm helm = helm(executable, kubeconfig());
        String namespace = "runbook-helm-" + CLOCK.now().toEpochMilli();
        Path chart = chart();
        try {
            assertEquals(
                    ReleaseNotFound,
                    failed(() -> helm.history("coder", namespace)).kind());
            Files.writeString(folder.resolve("v.yml"), "text: 'ä,b'\n");
            done(act(
                    helm,
                    namespace,
                    new HelmUpgrade(),
                    List.of("coder", chart.toString()),
                    Map.of(
                            "install", Value.TRUE,
                            "create_namespace", Value.TRUE,
                            "atomic", Value.TRUE,
                            "wait", Value.TRUE,
                            "timeout", new Value.Duration(Duration.ofSeconds(40)),
                            "values", Value.of("v.yml"),
                            "set", new Value.Map(Map.of("odd", Value.of("{a},b=c\\d"))))));
            Helm.Revision first = helm.history("coder", namespace).getFirst();
            assertEquals(new Helm.Revision(1, "deployed", "small-chart", "1.15.0", "7", "Install complete"), first);
            assertTrue(helm.manifest("coder", namespace).contains("odd: \"{a},b=c\\\\d\""));

            Failure immutable = notDone(act(
                    helm,
                    namespace,
                    new HelmUpgrade(),
                    List.of("coder", chart.toString()),
                    Map.of("reuse_values", Value.TRUE, "set", new Value.Map(Map.of("app", Value.of("other"))))));
            assertEquals(ImmutableField, immutable.kind());
            assertEquals("web", immutable.resource().orElseThrow().name());
            assertEquals("Deployment", immutable.resource().orElseThrow().kind());

            Outcome.Done exported = done(
                    act(helm, namespace, new HelmGetValues(), List.of("coder"), Map.of("to", Value.of("current.yml"))));
            assertEquals("values of revision 1 in current.yml", exported.summary());
            assertEquals("odd: '{a},b=c\\d'\ntext: ä,b\n", Files.readString(folder.resolve("current.yml")));

            Failure foreign = notDone(act(
                    helm,
                    namespace,
                    new HelmUpgrade(),
                    List.of("second", chart.toString()),
                    Map.of("install", Value.TRUE)));
            assertEquals(ForeignOwner, foreign.kind());

            leavePending(helm, namespace, chart);
            assertTrue(helm.history("coder", namespace).getLast().pending());
            assertEquals(
                    OperationInProgress,
                    notDone(act(helm, namespace, new HelmUpgrade(), List.of("coder", chart.toString()), Map.of()))
                            .kind());
            assertEquals(OptionalInt.of(1), Helm.lastDeployed(helm.history("coder", namespace)));
            done(act(
                    helm,
                    namespace,
                    new HelmRollback(),
                    List.of("coder", 1),
                    Map.of("wait", Value.TRUE, "timeout", new Value.Duration(Duration.ofSeconds(40)))));

            done(act(helm, namespace, new HelmUninstall(), List.of("coder"), Map.of()));
            assertEquals(
                    ReleaseNotFound,
                    notDone(act(helm, namespace, new HelmUninstall(), List.of("coder"), Map.of()))
                            .kind());
        } finally {
            processes.run(
                    Processes.Request.of(List.of(
                            "kubectl",
                            "delete",
                            "namespace",
                            namespace,
                            "--wait=false",
                            "--kubeconfig=" + kubeconfig())),
                    Processes.Output.NONE);
        }
    }

    @ParameterizedTest
    @MethodSource("helms")
    void a_dead_or_silent_server_is_found_out_within_ten_seconds(String executable) throws Exception {
        String config = Files.readString(Path.of(kubeconfig()));
        for (String address : List.of("https://127.0.0.1:1", "https://10.255.255.1:6443")) {
            Path file = folder.resolve("kubeconfig");
            Files.writeString(file, config.replaceFirst("server: .*", "server: " + address));
            Duration began = CLOCK.elapsed();
            Helm helm = helm(executable, file.toString());
            assertEquals(
                    Unreachable, failed(() -> helm.history("coder", "coder")).kind());
            assertTrue(CLOCK.elapsed().minus(began).compareTo(Duration.ofSeconds(12)) < 0);
        }
    }

    @ParameterizedTest
    @MethodSource("helms")
    void charts_are_read_from_folders_and_missing_ones_are_told(String executable) throws Exception {
        Helm helm = helm(executable, kubeconfig());
        Helm.Chart chart = helm.chart(chart().toString(), Optional.empty());
        assertEquals(new Helm.Chart("small-chart", "1.15.0", "7", "a chart", List.of()), chart);
        assertTrue(helm.chartValues(chart().toString(), Optional.empty()).contains("app: web"));
        assertEquals(
                dev.runbook.language.failure.FailureClass.ChartNotFound,
                failed(() -> helm.chart("no-such-repository/coder", Optional.empty()))
                        .kind());
        assertEquals(List.of(), helm.repositories());
    }

    /** Kills an upgrade that waits for something that never comes, as a crash of the machine would. */
    private void leavePending(Helm helm, String namespace, Path chart) throws Exception {
        List<String> command = helm.command(
                List.of("upgrade", "coder", chart.toString(), "--wait", "--timeout=60s", "--set=never=true"),
                Optional.of(namespace));
        try (ExecProcesses killer =
                new ExecProcesses(new HashMap<>(System.getenv()), new NoInterruption(), CLOCK, Duration.ZERO, false)) {
            // Zero grace: killed before it can clean up. Three seconds are enough for it to have begun.
            killer.run(
                    new Processes.Request(
                            Stream.concat(
                                            Stream.of(
                                                    "sh", "-c", "trap '' TERM; \"$@\" & sleep 3; kill -KILL $!", "sh"),
                                            command.stream())
                                    .toList(),
                            helm.settings().environment(),
                            Optional.empty()),
                    Processes.Output.NONE);
        }
    }

    @ParameterizedTest
    @MethodSource("helms")
    void what_a_failed_rollback_has_left_was_never_deployed(String executable) throws Exception {
        Helm helm = helm(executable, kubeconfig());
        String namespace = "runbook-rollback-" + CLOCK.now().toEpochMilli();
        Path chart = Files.createDirectories(folder.resolve("fixed-chart"));
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: fixed-chart\nversion: 1.0.0\n");
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("templates/all.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: fixed}
                immutable: {{ .Values.second | default false }}
                data: {second: "{{ .Values.second }}"}
                {{- if .Values.second }}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: refused}
                spec: {ports: [{port: 99999}]}
                {{- end }}
                """);
        List<String> release = List.of("fixed", chart.toString());
        try {
            Map<String, Value> first = Map.of("install", Value.TRUE, "create_namespace", Value.TRUE);
            done(act(helm, namespace, new HelmUpgrade(), release, first));
            Map<String, Value> second =
                    Map.of("atomic", Value.TRUE, "set", new Value.Map(Map.of("second", Value.TRUE)));
            notDone(act(helm, namespace, new HelmUpgrade(), release, second));
            List<Helm.Revision> history = helm.history("fixed", namespace);
            assertEquals(
                    List.of("deployed", "superseded", "failed"),
                    history.stream().map(Helm.Revision::status).toList());
            assertEquals(OptionalInt.of(1), Helm.lastDeployed(history));
            assertEquals(
                    List.of(true, false, false),
                    history.stream().map(Helm.Revision::wasDeployed).toList());
        } finally {
            act(helm, namespace, new HelmUninstall(), List.of("fixed"), Map.of());
        }
    }

    private Outcome act(Helm helm, String namespace, Action action, List<?> positional, Map<String, Value> options)
            throws InterruptedException {
        List<Value> values = positional.stream()
                .map(p -> p instanceof Integer n ? Value.of(n.longValue()) : Value.of(String.valueOf(p)))
                .toList();
        World world = Worlds.of(
                helm,
                new NoCluster(),
                new NoCluster(),
                processes,
                new FolderWorkspace(folder),
                request -> Web.PageResponse.none(""),
                new ScriptedDns(),
                new NoDatabase(),
                CLOCK);
        return action.perform(
                new Call(
                        HelmSignatures.all().stream()
                                .filter(s -> s.name().equals(action.name()))
                                .findFirst()
                                .orElseThrow(),
                        Optional.empty(),
                        values,
                        new LinkedHashMap<>(options),
                        Value.of(namespace),
                        world,
                        Observer.NONE),
                Processes.Output.NONE);
    }

    private Path chart() throws IOException {
        Path chart = folder.resolve("small-chart");
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(
                chart.resolve("Chart.yaml"),
                "apiVersion: v2\nname: small-chart\nversion: 1.15.0\nappVersion: '7'\ndescription: a chart\n");
        Files.writeString(chart.resolve("values.yaml"), "app: web\nodd: ''\ntext: ''\nnever: false\n");
        Files.writeString(chart.resolve("templates/all.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: web}
                data:
                  odd: {{ .Values.odd | quote }}
                  text: {{ .Values.text | quote }}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  selector: {matchLabels: {app: {{ .Values.app }}}}
                  template:
                    metadata: {labels: {app: {{ .Values.app }}}}
                    spec:
                      {{- if .Values.never }}
                      nodeSelector: {no: such-node}
                      {{- end }}
                      containers: [{name: web, image: web}]
                """);
        return chart;
    }

    private Helm helm(String executable, String kubeconfig) {
        Prerequisite.CONTROL_PLANE.orSkip();
        Prerequisite.HELMS.orSkip();
        return new Helm(
                processes,
                new Helm.Settings(
                        executable,
                        Optional.of(kubeconfig),
                        Optional.empty(),
                        Map.of(
                                "HELM_CONFIG_HOME", folder.resolve("config").toString(),
                                "HELM_CACHE_HOME", folder.resolve("cache").toString(),
                                "HELM_DATA_HOME", folder.resolve("data").toString())));
    }

    private static String kubeconfig() {
        Prerequisite.CONTROL_PLANE.orSkip();
        return System.getenv("TESTBED_KUBECONFIG");
    }

    private static Outcome.Done done(Outcome outcome) {
        return assertInstanceOf(Outcome.Done.class, outcome, outcome::toString);
    }

    private static Failure notDone(Outcome outcome) {
        return assertInstanceOf(Outcome.NotDone.class, outcome).failure();
    }

    private static Failure failed(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(Failed.class, call).failure();
    }

    private record NoInterruption() implements StopRequests {
        @Override
        public StopRequest wish() {
            return StopRequest.NONE;
        }

        @Override
        public Registration onChange(Runnable listener) {
            return () -> {};
        }
    }
}
