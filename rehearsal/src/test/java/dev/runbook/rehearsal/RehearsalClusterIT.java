package dev.runbook.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.rehearsal.behaviour.Behaviour;
import dev.runbook.rehearsal.behaviour.WorkloadPattern;
import dev.runbook.rehearsal.chart.ChartRepository;
import dev.runbook.rehearsal.chart.ChartSource;
import dev.runbook.rehearsal.helm.BundledHelm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The scenarios of an update, with the helm of the jar. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "the bundled helm is for Linux on amd64")
class RehearsalClusterIT {
    private static final Path CACHE = Path.of("target", "helm");
    private static final Behaviour QUICK = Behaviour.DEFAULT
            .withAddressAfter(Duration.ofMillis(200))
            .withReleaseAfter(Duration.ofMillis(1500))
            .withReadyAfter(Duration.ofMillis(100))
            .withJobTakes(Duration.ofMillis(100))
            .withStopsAfter(Duration.ofMillis(20));
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String IMMUTABLE = "cannot patch \"cemanager\" with kind Deployment: Deployment.apps "
            + "\"cemanager\" is invalid: spec.selector: Invalid value: "
            + "{\"matchLabels\":{\"app\":\"coder-cemanager\"}}: field is immutable";

    private Path folder;
    private RehearsalCluster cluster;
    private ChartRepository charts;
    private Helm helm;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        folder = home;
        cluster = RehearsalCluster.start(folder, QUICK);
        charts = ChartRepository.start(ChartSource.coder(), List.of("1.15.0", "1.16.0", "1.16.1", "1.17.0"));
        helm = new Helm(BundledHelm.unpack(CACHE).toAbsolutePath(), cluster.kubeconfig(), folder);
        helm.must("repo", "add", "coder", charts.url().toString());
        cluster.createNamespace("coder");
    }

    @AfterEach
    void stop() {
        charts.close();
        cluster.close();
    }

    @Test
    void a_chart_is_installed_and_upgraded_and_helm_tells_its_history_and_values() throws Exception {
        assertSucceeds(upgrade("1.15.0", "--atomic", "--wait", "--set", "ingress.host=coder.acme.example"));
        assertEquals("203.0.113.10", address().orElseThrow());
        assertSucceeds(upgrade("1.16.0", "--atomic", "--wait", "--reuse-values"));

        String history = helm.must("history", "coder", "-n", "coder", "-o", "json");
        assertTrue(history.contains("coder-1.15.0") && history.contains("coder-1.16.0"), history);
        assertEquals(
                "ingress:\n  host: coder.acme.example\n",
                helm.must("get", "values", "coder", "-n", "coder", "-o", "yaml"));
        Map<String, Object> cemanager =
                cluster.find("apps/v1", "Deployment", "coder", "cemanager").orElseThrow();
        assertTrue(cemanager.toString().contains("coder-service:1.16.0"), cemanager.toString());
        assertEquals("203.0.113.10", address().orElseThrow());
    }

    @Test
    void a_changed_selector_fails_in_the_servers_words_and_atomic_rolls_back() throws Exception {
        assertSucceeds(upgrade("1.15.0"));
        Helm.Result failed = upgrade("1.16.1", "--atomic");
        assertEquals(1, failed.exitCode());
        assertEquals(
                "Error: UPGRADE FAILED: release coder failed, and has been rolled back due to atomic being set: "
                        + IMMUTABLE + "\n",
                failed.error());
        assertEquals("deployed", status());
        assertSucceeds(helm.run("uninstall", "coder", "-n", "coder"));
        assertTrue(await(() -> address().isEmpty()));
        assertSucceeds(upgrade("1.16.1"));
    }

    @Test
    void an_object_of_somebody_else_stops_the_installation() throws Exception {
        cluster.apply(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ServiceAccount",
                "metadata",
                Map.of("name", "coder", "namespace", "coder")));
        Helm.Result failed = upgrade("1.16.1");
        assertTrue(
                failed.error()
                        .contains("ServiceAccount \"coder\" in namespace \"coder\" exists and cannot be imported into "
                                + "the current release: invalid ownership metadata; label validation error: missing "
                                + "key \"app.kubernetes.io/managed-by\": must be set to \"Helm\""),
                failed.error());
    }

    @Test
    void a_load_balancer_goes_late_and_comes_back_with_another_address_while_the_claim_stays() throws Exception {
        assertSucceeds(upgrade("1.15.0", "--wait"));
        String before = address().orElseThrow();
        assertSucceeds(helm.run("uninstall", "coder", "-n", "coder"));

        Map<String, Object> service =
                cluster.find("v1", "Service", "coder", "ingress-nginx").orElseThrow();
        assertTrue(service.toString().contains("service.kubernetes.io/load-balancer-cleanup"), service.toString());
        assertTrue(service.toString().contains("deletionTimestamp"), service.toString());
        assertTrue(await(() -> cluster.list("v1", "Service", "coder").isEmpty()));
        assertTrue(await(() -> cluster.list("v1", "Pod", "coder").isEmpty()));
        assertTrue(cluster.list("apps/v1", "ReplicaSet", "coder").isEmpty());
        assertEquals(1, cluster.list("v1", "PersistentVolumeClaim", "coder").size());

        assertSucceeds(upgrade("1.16.1", "--atomic", "--wait"));
        assertNotEquals(before, address().orElseThrow());
    }

    @Test
    void installing_while_the_old_load_balancer_is_terminating_reports_success_and_loses_it() throws Exception {
        cluster.change(QUICK.withReleaseAfter(Duration.ofSeconds(4)));
        assertSucceeds(upgrade("1.15.0", "--wait"));
        assertSucceeds(helm.run("uninstall", "coder", "-n", "coder"));
        Helm.Result installed = upgrade("1.15.0", "--atomic", "--wait");
        assertSucceeds(installed);
        assertTrue(installed.output().contains("STATUS: deployed"), installed.output());
        assertTrue(await(
                () -> cluster.find("v1", "Service", "coder", "ingress-nginx").isEmpty()));
        assertEquals("deployed", status());
    }

    @Test
    void a_load_balancer_of_a_broken_cloud_is_never_released() throws Exception {
        cluster.change(QUICK.withoutRelease());
        assertSucceeds(upgrade("1.15.0"));
        assertSucceeds(helm.run("uninstall", "coder", "-n", "coder"));
        assertFalse(cluster.await(
                now -> now.find("v1", "Service", "coder", "ingress-nginx").isEmpty(), Duration.ofSeconds(2)));
    }

    @Test
    void a_workload_that_never_becomes_ready_runs_into_helms_timeout() throws Exception {
        cluster.change(QUICK.withNeverReady(WorkloadPattern.parse("coder/dashboard:1.16.0")));
        assertSucceeds(upgrade("1.15.0", "--wait"));
        Helm.Result failed = upgrade("1.16.0", "--wait", "--timeout", "3s");
        assertEquals(1, failed.exitCode());
        assertTrue(failed.error().contains("UPGRADE FAILED") && failed.error().contains("deadline"), failed.error());
        String pods = cluster.list("v1", "Pod", "coder").toString();
        assertTrue(pods.contains("ImagePullBackOff"), pods);
        assertEquals("failed", status());

        assertSucceeds(helm.run("rollback", "coder", "1", "-n", "coder", "--wait", "--timeout", "10s"));
        assertEquals("deployed", status());
        assertTrue(await(() -> !cluster.list("v1", "Pod", "coder").toString().contains("ImagePullBackOff")));
    }

    @Test
    void a_helm_that_was_killed_leaves_a_pending_upgrade_and_rollback_is_the_way_back() throws Exception {
        cluster.change(QUICK.withNeverReady(WorkloadPattern.parse("coder/*:1.16.0")));
        assertSucceeds(upgrade("1.15.0"));
        Process upgrade = helm.start(
                folder.resolve("killed"),
                "upgrade",
                "coder",
                "coder/coder",
                "-n",
                "coder",
                "--version",
                "1.16.0",
                "--wait");
        assertTrue(await(() -> cluster.list("v1", "Pod", "coder").toString().contains("ImagePullBackOff")));
        upgrade.destroyForcibly().waitFor();

        assertEquals("pending-upgrade", status());
        Helm.Result refused = upgrade("1.16.0");
        assertEquals(
                "Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress\n",
                refused.error());
        assertSucceeds(helm.run("rollback", "coder", "1", "-n", "coder"));
        assertEquals("deployed", status());
    }

    @Test
    void a_hook_job_runs_before_an_upgrade_and_a_failing_one_stops_it() throws Exception {
        assertSucceeds(upgrade("1.15.0"));
        assertSucceeds(upgrade("1.16.0", "--set", "migration.enable=true"));
        assertTrue(cluster.list("batch/v1", "Job", "coder").isEmpty());
        assertTrue(await(() -> cluster.list("v1", "Pod", "coder").stream()
                .noneMatch(pod -> pod.toString().contains("coder-migration"))));

        cluster.change(QUICK.withFailingJobs(WorkloadPattern.parse("coder/coder-migration")));
        Helm.Result failed = upgrade("1.16.0", "--set", "migration.enable=true");
        assertTrue(
                failed.error().contains("pre-upgrade hooks failed")
                        && failed.error().contains("job coder-migration failed: BackoffLimitExceeded"),
                failed.error());
    }

    @Test
    void a_missing_namespace_is_refused_as_the_real_server_does() throws Exception {
        Helm.Result failed = helm.run("install", "coder", "coder/coder", "-n", "nowhere");
        assertTrue(
                failed.error().contains("create: failed to create: namespaces \"nowhere\" not found"), failed.error());
    }

    @Test
    void the_kubeconfig_is_for_its_owner_only() throws Exception {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.kubeconfig())));
    }

    private Helm.Result upgrade(String version, String... more) throws InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of("upgrade", "coder", "coder/coder", "-n", "coder", "--install", "--version", version));
        arguments.addAll(List.of(more));
        return helm.run(arguments.toArray(String[]::new));
    }

    private String status() throws InterruptedException {
        String json = helm.must("list", "-a", "-n", "coder", "-o", "json");
        return json.replaceAll("(?s).*\"status\":\"([^\"]*)\".*", "$1");
    }

    private Optional<String> address() {
        return cluster.find("v1", "Service", "coder", "ingress-nginx")
                .map(service -> service.toString().replaceAll("(?s).*\\bip=([0-9.]+).*", "$1"));
    }

    private boolean await(BooleanSupplier condition) throws InterruptedException {
        return cluster.await(now -> condition.getAsBoolean(), SOON);
    }

    private static void assertSucceeds(Helm.Result result) {
        assertEquals(0, result.exitCode(), result.output() + result.error());
    }
}
