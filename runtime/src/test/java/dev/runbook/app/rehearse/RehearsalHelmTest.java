package dev.runbook.app.rehearse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.port.Processes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RehearsalHelmTest {
    private final List<Processes.Request> started = new ArrayList<>();
    private final List<List<String>> others = new ArrayList<>();
    private final RehearsalHelm programs = new RehearsalHelm(
            new RecordingPrograms(request -> started.add(request)),
            "/opt/helm",
            Map.of("KUBECONFIG", "/embedded"),
            new RecordingPrograms(request -> others.add(request.arguments())),
            argument -> argument.equals("--values=here.yml") ? "--values=/written/here.yml" : argument);

    @Test
    void helm_sees_the_embedded_cluster_alone_whatever_the_runbook_gives_it() throws Exception {
        programs.run(
                new Processes.Request(
                        List.of("helm", "status", "coder"), Map.of("KUBECONFIG", "/production"), Optional.empty()),
                Processes.Output.NONE);
        assertEquals(List.of("/opt/helm", "status", "coder"), started.getFirst().arguments());
        assertEquals("/embedded", started.getFirst().environment().get("KUBECONFIG"));
    }

    @Test
    void helm_is_told_of_files_as_the_run_sees_them() throws Exception {
        programs.run(
                Processes.Request.of(List.of("helm", "upgrade", "web", "./web", "--values=here.yml")),
                Processes.Output.NONE);
        assertEquals(
                List.of("/opt/helm", "upgrade", "web", "./web", "--values=/written/here.yml"),
                started.getFirst().arguments());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upgrade web ./web --kubeconfig=/production",
                "upgrade web ./web --kube-apiserver https://production",
                "upgrade web ./web --post-renderer ./any",
                "upgrade web ./web --dependency-update",
                "template web ./web --output-dir=.",
                "repo add web https://example.com --repository-config=/home/me/repositories.yaml",
                "dependency update ./web",
                "pull web/web --untar",
                "repo index .",
                "plugin install https://example.com/any"
            })
    void nothing_leads_helm_out_of_the_rehearsal(String command) throws Exception {
        Processes.Result result =
                programs.run(Processes.Request.of(List.of(("helm " + command).split(" ", -1))), Processes.Output.NONE);
        assertEquals(1, result.exitCode());
        assertTrue(result.err().startsWith("Error: a rehearsal does not run helm"), result.err());
        assertEquals(List.of(), started);
    }

    @Test
    void what_is_set_for_helm_elsewhere_does_not_reach_it() throws Exception {
        programs.run(
                new Processes.Request(
                        List.of("helm", "list"),
                        Map.of("HELM_KUBEAPISERVER", "https://production", "SITE", "acme"),
                        Optional.empty()),
                Processes.Output.NONE);
        assertEquals(
                Map.of("KUBECONFIG", "/embedded", "SITE", "acme"),
                started.getFirst().environment());
    }

    @ParameterizedTest
    @CsvSource({
        "upgrade acme acme --namespace=acme --version=1, upgrade acme SEEN --namespace=acme --version=1",
        "upgrade acme ./web -f acme --install, upgrade acme ./web -f SEEN --install",
        "install acme acme --values acme --namespace acme, install acme SEEN --values SEEN --namespace acme",
        "status acme, status acme",
        "rollback acme 1, rollback acme 1",
        "show values acme --version 1.0.0, show values SEEN --version 1.0.0"
    })
    void only_words_that_name_files_are_taken_for_files(String command, String wanted) {
        List<String> words = List.of(("helm " + command).split(" ", -1));
        assertEquals(
                "helm " + wanted,
                String.join(" ", HelmReach.withFiles(words, word -> word.equals("acme") ? "SEEN" : word)));
    }

    @Test
    void no_registry_is_asked_and_what_to_pull_is_told() throws Exception {
        Processes.Result result = programs.run(
                Processes.Request.of(
                        List.of("helm", "upgrade", "web", "oci://registry.example.com/web", "--version=2.0.0")),
                Processes.Output.NONE);
        assertEquals(
                "Error: a rehearsal asks no registry. First: helm pull oci://registry.example.com/web --version 2.0.0,"
                        + " then rehearse with the path of the archive as chart",
                result.err());
        assertEquals(1, result.exitCode());
        assertEquals(List.of(), started);
    }

    @Test
    void a_chart_that_is_not_on_this_machine_is_told_with_what_to_pull() {
        assertTold("Error: chart \"web\" matching 2.0.0 not found in site index. (try 'helm repo update')");
        assertTold("Error: INSTALLATION FAILED: repo site not found");
    }

    private static void assertTold(String said) {
        List<String> arguments = List.of("helm", "upgrade", "web", "site/web", "--version=2.0.0");
        assertEquals(
                said + ". A rehearsal has only the charts of this machine. First: helm pull site/web --version 2.0.0",
                MissingChart.told(arguments, new Processes.Result(Processes.End.EXITED, 1, "", said, Duration.ZERO))
                        .err());
    }

    @Test
    void no_other_program_is_started() throws Exception {
        programs.run(Processes.Request.of(List.of("kubectl", "get", "pods")), Processes.Output.NONE);
        assertEquals(List.of(), started);
        assertEquals(List.of(List.of("kubectl", "get", "pods")), others);
    }

    private record RecordingPrograms(Consumer<Request> started) implements Processes {
        @Override
        public Result run(Request request, Output output) {
            started.accept(request);
            return new Result(End.EXITED, 0, "", "", Duration.ZERO);
        }

        @Override
        public boolean runs(long pid, Instant started) {
            return false;
        }

        @Override
        public List<Running> adopt(long pid) {
            return List.of();
        }

        @Override
        public Optional<String> find(String program) {
            return Optional.of(program);
        }
    }
}
