package dev.runbook.provider.kube.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.LiveReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watches on a real control plane, through a network that loses connections. */
@Tag("testbed")
class WatchingReaderIT {
    private static final Kind CONFIG_MAP = new Kind("v1", "ConfigMap", "configmaps", true);

    private final Testbed testbed = Testbed.open();
    private final SystemClock clock = new SystemClock();

    @TempDir
    private Path folder = Path.of("");

    private FlakyProxy proxy = through();
    private KubeCluster cluster = testbed.cluster();
    private LiveReader live = cluster.live();

    private FlakyProxy through() {
        try {
            return new FlakyProxy(testbed.port());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void open() throws IOException {
        cluster = testbed.cluster(testbed.kubeconfigThrough(proxy.port(), folder));
        live = cluster.live();
    }

    @AfterEach
    void close() throws IOException {
        live.close();
        cluster.close();
        proxy.close();
        testbed.close();
    }

    private Optional<String> value(String name) {
        return UninterruptedCluster.ask(() -> live.get(CONFIG_MAP, testbed.namespace, name))
                .flatMap(o -> o.text("data", "value"));
    }

    private Duration untilSeen(String name, Optional<String> value, Duration limit) throws InterruptedException {
        Duration began = clock.elapsed();
        while (!value(name).equals(value)) {
            live.awaitChange(Duration.ofSeconds(1));
            Duration passed = clock.elapsed().minus(began);
            assertTrue(
                    passed.compareTo(limit) < 0,
                    () -> "still " + value(name) + " after " + passed + "; " + live.trouble());
        }
        return clock.elapsed().minus(began);
    }

    @Test
    void a_change_wakes_the_waiter_within_a_tenth_of_a_second() throws InterruptedException {
        testbed.configMap("a", "0");
        untilSeen("a", Optional.of("0"), Duration.ofSeconds(5));
        List<Long> millis = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            testbed.setConfigMap("a", "v" + i);
            millis.add(
                    untilSeen("a", Optional.of("v" + i), Duration.ofSeconds(5)).toMillis());
        }
        List<Long> sorted = millis.stream().sorted().toList();
        assertTrue(sorted.get(sorted.size() / 2) < 100, () -> "reaction in ms: " + sorted);
    }

    @Test
    void what_is_made_and_taken_away_later_is_seen() throws InterruptedException {
        assertEquals(Optional.empty(), value("later"));
        testbed.configMap("later", "here");
        untilSeen("later", Optional.of("here"), Duration.ofSeconds(5));
        testbed.delete("/api/v1/namespaces/" + testbed.namespace + "/configmaps/later");
        untilSeen("later", Optional.empty(), Duration.ofSeconds(5));
    }

    @Test
    void lost_connections_are_made_again_and_nothing_is_missed() throws InterruptedException {
        testbed.configMap("a", "0");
        untilSeen("a", Optional.of("0"), Duration.ofSeconds(5));
        for (int i = 1; i <= 5; i++) {
            proxy.drop();
            testbed.setConfigMap("a", "v" + i);
            untilSeen("a", Optional.of("v" + i), Duration.ofSeconds(5));
        }
    }

    @Test
    void a_server_that_is_away_is_said_and_waited_for() throws Exception {
        testbed.configMap("a", "0");
        untilSeen("a", Optional.of("0"), Duration.ofSeconds(5));
        proxy.refuse();
        Testbed.eventually(
                Duration.ofSeconds(5), "trouble is said", () -> live.trouble().isPresent());
        assertEquals(Optional.of("0"), value("a"));
        testbed.setConfigMap("a", "1");
        proxy.serve();
        untilSeen("a", Optional.of("1"), Duration.ofSeconds(5));
        Testbed.eventually(
                Duration.ofSeconds(8), "trouble is over", () -> live.trouble().isEmpty());
    }

    @Test
    void a_connection_that_falls_silent_is_noticed_and_left() throws InterruptedException {
        testbed.configMap("a", "0");
        untilSeen("a", Optional.of("0"), Duration.ofSeconds(5));
        proxy.fallSilent();
        testbed.setConfigMap("a", "1");
        Testbed.eventually(
                Duration.ofSeconds(14), "trouble is said", () -> live.trouble().isPresent());
        proxy.speakToNewcomers();
        untilSeen("a", Optional.of("1"), Duration.ofSeconds(15));
    }

    @Test
    void hundreds_of_objects_are_watched_over_few_connections() throws InterruptedException {
        int many = 300;
        for (int i = 0; i < many; i++) {
            assertEquals(Optional.empty(), value("n" + i));
        }
        testbed.configMap("n" + (many - 1), "here");
        untilSeen("n" + (many - 1), Optional.of("here"), Duration.ofSeconds(5));
        assertTrue(proxy.accepted() < 20, () -> proxy.accepted() + " connections");
    }
}
