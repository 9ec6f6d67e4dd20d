package dev.runbook.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.rehearsal.behaviour.Behaviour;
import dev.runbook.rehearsal.chart.ChartRepository;
import dev.runbook.rehearsal.chart.ChartSource;
import dev.runbook.rehearsal.helm.BundledHelm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scenarios of an update, with the helm of the jar. */
class RehearsalClusterIT {
    private static final Path CACHE = Path.of("target", "helm");
    private static final Behaviour QUICK = Behaviour.DEFAULT
            .withAddressAfter(Duration.ofMillis(200))
            .withReleaseAfter(Duration.ofMillis(1500))
            .withReadyAfter(Duration.ofMillis(100))
            .withJobTakes(Duration.ofMillis(100))
            .withStopsAfter(Duration.ofMillis(20));

    @TempDir
    private Path folder = Path.of("");

    private RehearsalCluster cluster;
    private ChartRepository charts;
    private Helm helm;

    @BeforeEach
    void start() throws Exception {
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
    void aChartIsInstalledAndUpgradedAndItsHistoryIsKept() throws Exception {
        long before = System.nanoTime();
        assertTrue(upgrade("1.15.0").succeeded());
        System.err.println("install took " + (System.nanoTime() - before) / 1_000_000);
        assertTrue(upgrade("1.16.0").succeeded());
        String history = helm.must("history", "coder", "-n", "coder", "-o", "json");
        assertTrue(history.contains("coder-1.15.0") && history.contains("coder-1.16.0"), history);
    }

    @Test
    void aChangedSelectorFailsInTheServersWordsAndAtomicRollsBack() throws Exception {
        assertTrue(upgrade("1.15.0").succeeded());
        Helm.Result failed = upgrade("1.16.1");
        assertEquals(1, failed.exitCode());
        assertTrue(
                failed.error()
                        .contains("cannot patch \"cemanager\" with kind Deployment: Deployment.apps \"cemanager\" is "
                                + "invalid: spec.selector: Invalid value: {\"matchLabels\":{\"app\":"
                                + "\"coder-cemanager\"}}: field is immutable"),
                failed.error());
        assertTrue(failed.error().contains("has been rolled back due to atomic being set"), failed.error());
        String status = helm.must("status", "coder", "-n", "coder", "-o", "json");
        assertTrue(status.contains("\"status\":\"deployed\""), status);
    }

    private Helm.Result upgrade(String version, String... more) throws InterruptedException {
        java.util.ArrayList<String> all = new java.util.ArrayList<>(List.of(
                "upgrade",
                "coder",
                "coder/coder",
                "-n",
                "coder",
                "--install",
                "--atomic",
                "--wait",
                "--version",
                version,
                "--timeout",
                "20s"));
        all.addAll(List.of(more));
        return helm.run(all.toArray(String[]::new));
    }
}
