package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.Prerequisite;
import dev.runbook.language.value.Value;
import dev.runbook.machine.files.FolderWorkspace;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.Observer;
import dev.runbook.port.Processes;
import dev.runbook.port.StopRequests;
import dev.runbook.provider.Call;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.ScriptedDns;
import dev.runbook.provider.World;
import dev.runbook.provider.Worlds;
import dev.runbook.provider.http.Web;
import dev.runbook.provider.kube.adapter.KubeCluster;
import dev.runbook.provider.postgres.NoDatabase;
import dev.runbook.provider.process.adapter.ExecProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of a release that real helm has installed, against the chart that it is to be upgraded to. */
@Tag("testbed")
class ValuesIT {
    private static final SystemClock CLOCK = new SystemClock();
    private static final String TEMPLATE = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: "{{ .Release.Name }}", annotations: {at: "{{ now }}", any: "{{ randAlphaNum 8 }}", revision: "{{ .Release.Revision }}"}}
            data: {image: "web:{{ .Values.tag }}", user: {{ .Values.uid | int | quote }}, host: "upstream.example.com/{{ .Values.name }}"}
            {{- if .Values.extra.enabled }}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: "{{ .Release.Name }}-extra"}
            {{- end }}
            """;

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
    void values_are_held_against_the_release_and_the_next_chart(String executable) throws Exception {
        Prerequisite.CONTROL_PLANE.orSkip();
        String namespace = "runbook-values-" + CLOCK.now().toEpochMilli();
        chart("c1", "1.0.0", "tag: latest\nuid: 0\nname: web\nextra: {enabled: true}\n");
        chart("c2", "2.0.0", "tag: latest\nuid: 0\nname: web\nextra: {enabled: false}\n");
        Files.writeString(folder.resolve("v.yml"), "tag: 20161216\nuid: 20161216\n");
        try (KubeCluster cluster = new KubeCluster(
                Optional.of(System.getenv("TESTBED_KUBECONFIG")), Optional.empty(), System.getenv(), CLOCK)) {
            World world = world(executable, cluster);
            helm(
                    executable,
                    "install",
                    "shop",
                    "c1",
                    "--namespace=" + namespace,
                    "--create-namespace",
                    "--set=tag=20161216,uid=20161216");

            assertEquals(List.of("tag"), texts(world, new HelmRoundedValues(), namespace));
            assertInstanceOf(
                    Outcome.Done.class,
                    new HelmQuoteValues()
                            .perform(
                                    call(
                                            world,
                                            "helm.quote_values",
                                            namespace,
                                            List.of(Value.of("v.yml"), Value.of("tag")),
                                            Map.of()),
                                    Processes.Output.NONE));
            assertEquals("tag: \"20161216\"\nuid: 20161216\n", Files.readString(folder.resolve("v.yml")));
            assertEquals(List.of(), texts(world, new HelmRoundedValues(), namespace));
            assertEquals(
                    List.of(
                            "extra.enabled: the chart's default goes from true to false, which takes configmap/shop-extra away; set extra.enabled to true in v.yml to keep that"),
                    texts(world, new HelmCheckValues(), namespace));

            if (!executable.contains("v4")) {
                Path renderer = folder.resolve("mirror.sh");
                Files.writeString(renderer, "#!/bin/sh\nsed s/upstream.example.com/mirror.internal/\n");
                assertTrue(renderer.toFile().setExecutable(true));
                Files.writeString(folder.resolve("v.yml"), "tag: \"20161216\"\nextra: {enabled: true}\n");
                helm(
                        executable,
                        "upgrade",
                        "shop",
                        "c1",
                        "--namespace=" + namespace,
                        "--values=v.yml",
                        "--post-renderer=" + renderer);
                assertEquals(
                        List.of(
                                "configmap/shop: data.host is \"mirror.internal/web\", and the chart makes \"upstream.example.com/web\": a post-renderer has made it, and this upgrade undoes it. Set it in v.yml, or upgrade with helm and its --post-renderer"),
                        texts(world, new HelmCheckValues(), namespace));
            }
        } finally {
            helm(executable, "uninstall", "shop", "--namespace=" + namespace);
        }
    }

    private List<String> texts(World world, dev.runbook.provider.Lookup lookup, String namespace)
            throws InterruptedException {
        Value.List told = assertInstanceOf(
                Value.List.class,
                lookup.read(call(
                        world,
                        lookup.name(),
                        namespace,
                        List.of(Value.of("v.yml")),
                        Map.of(
                                "release",
                                Value.of("shop"),
                                "chart",
                                Value.of(folder.resolve("c2").toString())))));
        return told.items().stream().map(v -> ((Value.Text) v).text()).toList();
    }

    private static Call call(
            World world, String name, String namespace, List<Value> positional, Map<String, Value> options) {
        return new Call(
                HelmSignatures.all().stream()
                        .filter(s -> s.name().equals(name))
                        .findFirst()
                        .orElseThrow(),
                Optional.empty(),
                positional,
                options,
                Value.of(namespace),
                world,
                Observer.NONE);
    }

    private World world(String executable, KubeCluster cluster) {
        Helm helm = new Helm(
                processes,
                new Helm.Settings(
                        executable, Optional.of(System.getenv("TESTBED_KUBECONFIG")), Optional.empty(), Map.of()));
        return Worlds.of(
                helm,
                cluster.now(),
                cluster.writer(),
                processes,
                new FolderWorkspace(folder),
                request -> Web.PageResponse.none("nobody is there"),
                new ScriptedDns(),
                new NoDatabase(),
                CLOCK);
    }

    private void helm(String executable, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(executable));
        command.addAll(List.of(arguments));
        command.add("--kubeconfig=" + System.getenv("TESTBED_KUBECONFIG"));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertEquals(0, process.waitFor());
    }

    private void chart(String name, String version, String values) throws IOException {
        Files.createDirectories(folder.resolve(name).resolve("templates"));
        Files.writeString(
                folder.resolve(name).resolve("Chart.yaml"), "apiVersion: v2\nname: shop\nversion: " + version + "\n");
        Files.writeString(folder.resolve(name).resolve("values.yaml"), values);
        Files.writeString(folder.resolve(name).resolve("templates").resolve("a.yaml"), TEMPLATE);
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
