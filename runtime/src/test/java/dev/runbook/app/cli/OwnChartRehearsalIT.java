package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.InstalledProgram;
import dev.runbook.Prerequisite;
import dev.runbook.rehearsal.chart.ChartPackage;
import dev.runbook.rehearsal.chart.ChartSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charts, names and files of one's own in a rehearsal that no file describes, of which nothing outside this machine is asked. */
class OwnChartRehearsalIT {
    private static final Pattern ADDRESS = Pattern.compile("(?:inet_addr\\(|inet_pton\\(AF_INET6, )\"([^\"]+)\"");
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1", "::ffff:127.0.0.1");

    /** It installs from a repository of the web, writes over a file that lies there, and gives helm both of them. */
    private static final String RUNBOOK = """
            runbook "Update the shop"

            param :release,   "Release.",   default: "shop"
            param :namespace, "Namespace.", default: "shop-prod"
            in_namespace namespace

            step "Add the repository" do
              helm.repo_add "site", "https://charts.shop.example/stable"
            end
            step "Write the values" do
              assert file.read("site.yml").include?("old.shop.example")
              file.write "site.yml", "ingress: {host: new.shop.example}"
              file.write "chart/values.yaml", "replicas: 2"
            end
            step "Upgrade" do
              helm.upgrade release, "site/web", version: "1.16.0", values: "site.yml", atomic: true, wait: true, timeout: 1.minute
              helm.upgrade "other", "./chart", install: true
            end
            step "Look" do
              assert resource("ingress", "web-ingress").field("spec.rules[0].host") == "new.shop.example"
              assert resource("configmap", "other").field("data.replicas") == "2"
            end
            """;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void own_charts_names_and_files_are_rehearsed_without_a_scenario_and_nothing_but_loopback_is_asked()
            throws Exception {
        Prerequisite.BUNDLED_HELM.orSkip();
        Files.writeString(folder.resolve("shop.rb"), RUNBOOK);
        Files.writeString(folder.resolve("site.yml"), "ingress: {host: old.shop.example}\n");
        for (String version : List.of("1.15.0", "1.16.0")) {
            Files.write(
                    folder.resolve("web-" + version + ".tgz"),
                    ChartPackage.of(ChartSource.coder().named("web"), version).archive());
        }
        chart();
        String before = contents();

        Path traced = folder.resolveSibling(folder.getFileName() + ".strace");
        List<String> tracing = tracing(traced);
        OwnProcess.Ended ended;
        try (OwnProcess rehearsal =
                OwnProcess.startBehind(tracing, folder, "rehearse", "--installed=./web-1.15.0.tgz", "shop.rb")) {
            ended = rehearsal.end();
        }

        assertEquals(0, ended.code(), ended.said());
        assertTrue(ended.said().contains("$ helm repo add site https://charts.shop.example/stable"), ended.said());
        assertTrue(ended.said().contains("\n  wrote site.yml, 1 line, kept as files/site"), ended.said());
        assertTrue(ended.said().contains("\n  wrote chart/values.yaml, 1 line, kept as files/values"), ended.said());
        assertEquals(before, contents());
        if (!tracing.isEmpty()) {
            assertEquals(
                    List.of(),
                    ADDRESS.matcher(Files.readString(traced, StandardCharsets.ISO_8859_1))
                            .results()
                            .map(found -> found.group(1))
                            .filter(address -> !LOOPBACK.contains(address))
                            .toList());
            Files.delete(traced);
        }
    }

    /** What writes down each connection; nothing where it is not there, or may not look. */
    private static List<String> tracing(Path to) throws IOException, InterruptedException {
        List<String> strace = List.of(
                "strace",
                "-f",
                "--seccomp-bpf",
                "-qq",
                "-e",
                "trace=connect,sendto,sendmsg,sendmmsg",
                "-e",
                "signal=none");
        List<String> command = Stream.of(strace, List.of("-o", to.toString()))
                .flatMap(List::stream)
                .toList();
        if (InstalledProgram.isOnPath("strace")
                && new ProcessBuilder(Stream.of(command, List.of("true"))
                                        .flatMap(List::stream)
                                        .toList())
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0) {
            return command;
        }
        System.out.println(
                "Not looked at: which addresses a rehearsal asks. To have it looked at: apt-get install strace");
        return List.of();
    }

    private void chart() throws IOException {
        Path templates = Files.createDirectories(folder.resolve("chart/templates"));
        Files.writeString(folder.resolve("chart/Chart.yaml"), "{apiVersion: v2, name: other, version: 0.1.0}");
        Files.writeString(folder.resolve("chart/values.yaml"), "replicas: 1\n");
        Files.writeString(templates.resolve("one.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: other}
                data: {replicas: "{{ .Values.replicas }}"}
                """);
    }

    /** Every file of the working folder but those of runs, with what it has. */
    private String contents() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(file).toString();
                if (!name.startsWith(".runbook")) {
                    all.append(name)
                            .append(' ')
                            .append(Files.readString(file, StandardCharsets.ISO_8859_1)
                                    .hashCode())
                            .append('\n');
                }
            }
        }
        return all.toString();
    }
}
