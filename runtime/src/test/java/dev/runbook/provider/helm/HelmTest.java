package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Processes;
import dev.runbook.provider.Calls;
import dev.runbook.provider.Intent;
import dev.runbook.provider.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelmTest {
    private static final String HISTORY = """
            [{"revision":1,"status":"superseded","chart":"my-chart-2-1.14.0","app_version":"1","description":"Install complete"},
             {"revision":2,"status":"deployed","chart":"my-chart-2-1.15.0-rc.1","app_version":"1","description":""},
             {"revision":3,"status":"failed","chart":"my-chart-2-1.16.1+b","app_version":"1","description":"x"}]
            """;

    @Test
    void a_plan_shortens_every_limit_of_helm_and_gives_one_to_what_has_none() throws Exception {
        Helm helm = new Helm(
                new FakeHelm("v3.22.0"),
                new Helm.Settings(
                        "helm",
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Optional.of(Duration.ofSeconds(10)),
                        Optional.empty(),
                        Optional.empty()));
        Calls calls = new Calls("v3.22.0");
        World world = HelmProvider.with(calls.world(), helm);
        assertEquals(
                new Intent.Command(
                        List.of("helm", "upgrade", "coder", "coder/coder", "--timeout=10s", "--namespace=coder")),
                new HelmUpgrade()
                        .intent(calls.call(
                                        "helm.upgrade",
                                        Calls.texts("coder", "coder/coder"),
                                        "timeout",
                                        Duration.ofMinutes(10))
                                .with(world)));
        assertEquals(
                new Intent.Command(List.of("helm", "uninstall", "coder", "--timeout=10s", "--namespace=coder")),
                new HelmUninstall()
                        .intent(calls.call("helm.uninstall", Calls.texts("coder"))
                                .with(world)));
        assertEquals(
                new Intent.Command(List.of("helm", "repo", "add", "coder", "https://helm.coder.com")),
                new HelmRepoAdd()
                        .intent(calls.call("helm.repo_add", Calls.texts("coder", "https://helm.coder.com"))
                                .with(world)));
    }

    @Test
    void the_version_is_asked_once() throws Exception {
        FakeHelm fake = new FakeHelm("v3.8.2\n");
        Helm helm = fake.helm();
        assertEquals("v3.8.2", helm.version().text());
        assertEquals("v3.8.2", helm.caching().version().text());
        assertEquals(
                List.of(List.of("helm", "version", "--template={{.Version}}")),
                fake.asked.stream().map(r -> r.arguments()).toList());
    }

    @Test
    void a_missing_helm_is_told_with_the_guides_link() {
        Failure failure = failure(() -> FakeHelm.missing().helm().version());
        assertEquals("helm was not found on the PATH", failure.summary());
        assertTrue(failure.advice().getFirst().contains("https://helm.sh/docs/intro/install"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3.1.3", "v2.17.0", "v3.2.0-rc.1"})
    void an_old_helm_is_told_with_the_guides_link(String version) {
        Failure failure = failure(() -> new FakeHelm(version).helm().version());
        assertTrue(failure.summary().endsWith("is too old: 3.2 or newer is needed"), failure.summary());
        assertTrue(failure.advice().getFirst().contains("https://helm.sh/docs/intro/install"));
    }

    @Test
    void a_program_that_is_no_helm_is_told() {
        assertEquals(
                "helm says that its version is \"hello\", which is not a version of helm",
                failure(() -> new FakeHelm("hello").helm().version()).summary());
    }

    @Test
    void the_cluster_is_always_named() throws Exception {
        FakeHelm fake = new FakeHelm("v4.3.1");
        Helm helm = new Helm(
                fake,
                new Helm.Settings("/opt/helm", Optional.of("/k/config"), Optional.of("prod"), Map.of("HELM_X", "1")));
        helm.manifest("coder", "coder-prod");
        assertEquals(
                List.of(
                        "/opt/helm",
                        "get",
                        "manifest",
                        "coder",
                        "--namespace=coder-prod",
                        "--kubeconfig=/k/config",
                        "--kube-context=prod"),
                fake.asked.getLast().arguments());
        assertEquals(Map.of("HELM_X", "1"), fake.asked.getLast().environment());
        assertEquals(
                Optional.of(Helm.TimeLimits.OF_A_RUN.read()),
                fake.asked.getLast().limit());
    }

    @Test
    void history_takes_the_chart_apart_and_finds_the_last_deployed_revision() throws Exception {
        List<Helm.Revision> history =
                new FakeHelm("v3.22.0").prints("history", HISTORY).helm().history("coder", "coder");
        assertEquals(
                List.of("1.14.0", "1.15.0-rc.1", "1.16.1+b"),
                history.stream().map(Helm.Revision::version).toList());
        assertEquals("my-chart-2", history.getFirst().chart());
        assertEquals(OptionalInt.of(2), Helm.lastDeployed(history));
    }

    @Test
    void a_release_that_is_not_there_is_named_with_its_namespace() {
        Failure failure = failure(() -> new FakeHelm("v3.22.0")
                .fails("history", "Error: release: not found")
                .helm()
                .history("coder", "prod"));
        assertEquals(FailureClass.ReleaseNotFound, failure.kind());
        assertEquals("there is no release coder in namespace prod", failure.summary());
    }

    @Test
    void a_server_that_does_not_answer_is_unreachable_after_ten_seconds() {
        Failure failure =
                failure(() -> new FakeHelm("v3.22.0").hangs("history").helm().history("coder", "coder"));
        assertEquals(FailureClass.Unreachable, failure.kind());
        assertEquals("helm history coder got no answer within 10 s", failure.summary());
    }

    @Test
    void no_repositories_is_an_empty_list_in_every_version() throws Exception {
        assertEquals(
                List.of(),
                new FakeHelm("v3.8.2")
                        .fails("repo list", "Error: no repositories to show")
                        .helm()
                        .repositories());
        assertEquals(
                List.of(),
                new FakeHelm("v3.22.0").prints("repo list", "[]").helm().repositories());
    }

    @Test
    void a_missing_chart_version_names_the_versions_there_are() {
        Failure failure = failure(() -> new FakeHelm("v3.22.0")
                .fails(
                        "show chart",
                        "Error: chart \"coder\" matching 9.9.9 not found in coder index. (try 'helm repo "
                                + "update'): no chart version found for coder-9.9.9")
                .prints("search repo", """
                        [{"name":"coder/coder","version":"1.16.1"},{"name":"coder/coder-x","version":"7.0.0"},
                         {"name":"coder/coder","version":"1.15.0"}]
                        """)
                .helm()
                .chart("coder/coder", Optional.of("9.9.9")));
        assertEquals(FailureClass.ChartNotFound, failure.kind());
        assertTrue(failure.summary().startsWith("there is no chart coder/coder in version 9.9.9: "));
        assertEquals(
                "Versions that helm knows of: 1.16.1, 1.15.0.", failure.advice().getFirst());
    }

    @Test
    void a_chart_is_read_with_the_names_of_its_subcharts() throws Exception {
        Helm.Chart chart = new FakeHelm("v3.22.0")
                .prints("show chart coder/coder", """
                        apiVersion: v2
                        name: coder
                        version: 1.16.1
                        appVersion: 1.16
                        dependencies:
                          - name: postgresql
                            alias: db
                        """)
                .helm()
                .chart("coder/coder", Optional.empty());
        assertEquals(new Helm.Chart("coder", "1.16.1", "1.16", "", List.of("postgresql", "db")), chart);
    }

    @Test
    void a_remembering_helm_asks_each_question_once() throws Exception {
        FakeHelm fake = new FakeHelm("v3.22.0").prints("get manifest", "kind: Service");
        Helm caching = fake.helm().caching();
        assertEquals("kind: Service", caching.manifest("coder", "coder"));
        assertEquals("kind: Service", caching.manifest("coder", "coder"));
        caching.manifest("other", "coder");
        assertEquals(
                List.of("helm get manifest coder --namespace=coder", "helm get manifest other --namespace=coder"),
                fake.commands());
    }

    @Test
    void a_failure_is_not_remembered() {
        FakeHelm fake = new FakeHelm("v3.22.0").fails("get manifest", "Error: dial tcp: connection refused");
        Helm caching = fake.helm().caching();
        failure(() -> caching.manifest("coder", "coder"));
        failure(() -> caching.manifest("coder", "coder"));
        assertEquals(2, fake.commands().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--post-renderer=/tmp/x",
                "-x",
                "",
                "../../etc",
                "$(id)",
                "; rm -rf /",
                "Coder",
                "🚀",
                "a b",
                "a\nb",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            })
    void what_is_no_name_of_a_release_never_reaches_helm(String name) {
        FakeHelm fake = new FakeHelm("v3.22.0");
        failure(() -> fake.helm().manifest(name, "coder"));
        assertEquals(List.of(), fake.commands());
    }

    @Test
    void names_that_helm_takes_pass() {
        assertEquals("coder-2.x", HelmNames.release("coder-2.x"));
        assertEquals("oci://r.example/coder", HelmNames.chart("oci://r.example/coder"));
        assertEquals("./chart", HelmNames.chart("./chart"));
        assertThrows(Failed.class, () -> HelmNames.chart("--post-renderer=/tmp/x"));
        assertThrows(Failed.class, () -> HelmNames.url("--post-renderer=/tmp/x"));
        assertThrows(Failed.class, () -> HelmNames.repository("-x"));
        assertThrows(Failed.class, () -> HelmNames.namespace("../kube-system"));
    }

    private static Failure failure(Executable call) {
        return assertThrows(Failed.class, call).failure();
    }

    @Test
    void whatWritesAReleaseIsNeverKilled() throws InterruptedException {
        FakeHelm fake = new FakeHelm("v3.14.0");
        for (ReleaseOperation.Verb verb : ReleaseOperation.Verb.values()) {
            fake.helm()
                    .change(
                            List.of("upgrade", "coder"),
                            new ReleaseOperation(verb, "coder", Optional.empty(), Duration.ofMinutes(5), false),
                            Processes.Output.NONE);
        }
        fake.helm().change(List.of("repo", "update"), Optional.empty(), Processes.Output.NONE);
        assertEquals(
                List.of(
                        Processes.Stopping.ASKED,
                        Processes.Stopping.LEFT_ALONE,
                        Processes.Stopping.LEFT_ALONE,
                        Processes.Stopping.AT_LAST_KILLED),
                fake.asked.stream().map(Processes.Request::stopping).toList());
    }
}
