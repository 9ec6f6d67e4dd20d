package dev.runbook.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.rehearsal.behaviour.Behaviour;
import dev.runbook.rehearsal.chart.ChartRepository;
import dev.runbook.rehearsal.chart.ChartSource;
import dev.runbook.rehearsal.helm.BundledHelm;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.Exchange;
import dev.runbook.rehearsal.shadow.ShadowCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real helm in the shadow of a cluster: it ends as it would there, and nothing there changes. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "the bundled helm is for Linux on amd64")
class ShadowClusterIT {
    private static final Behaviour QUICK = Behaviour.DEFAULT
            .withAddressAfter(Duration.ofMillis(100))
            .withReadyAfter(Duration.ofMillis(50))
            .withJobTakes(Duration.ofMillis(50))
            .withStopsAfter(Duration.ofMillis(20));

    private final List<LiveServer.ServerRequest> sent = new CopyOnWriteArrayList<>();
    private RehearsalCluster cluster;
    private ChartRepository charts;
    private ShadowCluster shadow;
    private Api api;
    private Helm helm;
    private Helm there;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        cluster = RehearsalCluster.start(home, QUICK);
        charts = ChartRepository.start(ChartSource.coder(), List.of("1.15.0", "1.16.0", "1.16.1"));
        Path executable = BundledHelm.unpack(Path.of("target", "helm")).toAbsolutePath();
        helm = new Helm(executable, cluster.kubeconfig(), home);
        helm.must("repo", "add", "coder", charts.url().toString());
        cluster.createNamespace("coder");
        helm.must("install", "coder", "coder/coder", "--version=1.15.0", "--wait", "-n", "coder");
        api = new Api(cluster);
        shadow = ShadowCluster.start(Files.createDirectories(home.resolve("shadow")), this::send, "coder");
        there = new Helm(executable, shadow.kubeconfig(), home);
    }

    private LiveServer.ServerReply send(LiveServer.ServerRequest request) throws IOException, InterruptedException {
        sent.add(request);
        return api.forward(request);
    }

    @AfterEach
    void stop() {
        shadow.close();
        api.close();
        charts.close();
        cluster.close();
    }

    @Test
    void what_helm_does_in_the_shadow_is_seen_there_and_nowhere_else() throws Exception {
        List<Map<String, Object>> before = objects();
        there.must("upgrade", "coder", "coder/coder", "--version=1.16.0", "--atomic", "--wait", "-n", "coder");
        String history = there.must("history", "coder", "-n", "coder", "-o", "json");
        assertTrue(history.contains("coder-1.16.0"), history);
        assertEquals(before, objects());
        assertTrue(helm.must("list", "-n", "coder").contains("coder-1.15.0"));
    }

    @Test
    void a_failure_a_reinstall_and_an_upgrade_follow_each_other_as_they_would() throws Exception {
        List<Map<String, Object>> before = objects();
        Helm.Result failed =
                there.run("upgrade", "coder", "coder/coder", "--version=1.16.1", "--atomic", "--wait", "-n", "coder");
        assertEquals(1, failed.exitCode());
        assertTrue(
                failed.error().contains("cannot patch \"cemanager\" with kind Deployment")
                        && failed.error().contains("rolled back due to atomic being set")
                        && failed.error().contains("field is immutable"),
                failed.error());
        there.must("uninstall", "coder", "-n", "coder");
        assertTrue(there.run("status", "coder", "-n", "coder").error().contains("release: not found"));
        there.must("upgrade", "--install", "coder", "coder/coder", "--version=1.16.1", "--wait", "-n", "coder");
        there.must("upgrade", "coder", "coder/coder", "--version=1.16.1", "--set=x=1", "--wait", "-n", "coder");
        assertTrue(there.must("history", "coder", "-n", "coder").lines().count() == 3);
        assertEquals(before, objects());
    }

    @Test
    void a_release_in_a_namespace_that_is_only_there_can_be_installed() throws Exception {
        there.must(
                "install", "new", "coder/coder", "--version=1.16.1", "--wait", "--create-namespace", "-n", "brand-new");
        assertTrue(there.must("list", "-n", "brand-new").contains("new"));
        assertTrue(cluster.find("v1", "Namespace", "", "brand-new").isEmpty());
    }

    @Test
    void who_does_not_know_the_whole_address_is_told_nothing() throws Exception {
        String whole = shadow.url().toString();
        String secret = shadow.url().getPath();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String path : List.of("", "/", "/x", secret.substring(0, 20), secret + "x", "/x" + secret)) {
                URI url = URI.create(whole.substring(0, whole.length() - secret.length()) + path + "/api/v1/secrets");
                HttpRequest request = HttpRequest.newBuilder(url).build();
                HttpResponse<String> told = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertEquals(401, told.statusCode(), path);
            }
            HttpRequest request = HttpRequest.newBuilder(URI.create(whole + "/api/v1/secrets"))
                    .build();
            assertEquals(
                    200,
                    client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
        }
    }

    @Test
    void every_write_that_reaches_the_server_is_a_dry_run() throws Exception {
        there.run("upgrade", "coder", "coder/coder", "--version=1.16.1", "--atomic", "-n", "coder");
        there.run("uninstall", "coder", "-n", "coder");
        List<LiveServer.ServerRequest> writes =
                sent.stream().filter(r -> !r.method().equals("GET")).skip(2).toList();
        assertTrue(writes.size() > 10, () -> "only " + writes.size());
        for (LiveServer.ServerRequest write : writes) {
            String body = new String(write.body(), java.nio.charset.StandardCharsets.UTF_8);
            boolean dry = write.method().equals("DELETE")
                    ? body.contains("\"dryRun\":[\"All\"]")
                    : write.target().contains("?dryRun=All");
            assertTrue(dry, () -> write.method() + " " + write.target() + " " + body);
        }
    }

    @Test
    void what_the_server_decides_and_what_is_taken_to_go_well_is_told_apart() throws Exception {
        there.must("upgrade", "coder", "coder/coder", "--version=1.16.0", "--wait", "-n", "coder");
        List<Exchange> writes = shadow.exchanges().stream()
                .filter(e -> e.method().equals("PATCH") && e.path().contains("/deployments/"))
                .toList();
        assertTrue(
                writes.stream()
                        .anyMatch(e -> e.source() == Exchange.Certainty.ASSUMED
                                && e.note().contains("its pods start")),
                writes.toString());
    }

    @Test
    void a_server_behind_something_that_takes_the_query_away_is_not_asked(@TempDir Path folder) {
        LiveServer stripping = request -> api.forward(new LiveServer.ServerRequest(
                request.method(), request.target().replaceFirst("\\?.*", ""), request.headers(), request.body()));
        IOException refused = assertThrows(IOException.class, () -> ShadowCluster.start(folder, stripping, "coder"));
        assertTrue(refused.toString().contains("may take it away"), refused.toString());
    }

    private List<Map<String, Object>> objects() {
        return List.of("Deployment", "StatefulSet").stream()
                .flatMap(kind -> cluster.list("apps/v1", kind, "coder").stream())
                .toList();
    }
}
