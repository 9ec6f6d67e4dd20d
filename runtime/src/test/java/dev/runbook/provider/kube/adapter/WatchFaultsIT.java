package dev.runbook.provider.kube.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.LiveReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server can do to a watch, played by a small server that does it on purpose. */
class WatchFaultsIT {
    private static final Kind CONFIG_MAP = new Kind("v1", "ConfigMap", "configmaps", true);
    private static final String OBJECT =
            "{\"metadata\":{\"name\":\"a\",\"namespace\":\"n\",\"uid\":\"u\",\"resourceVersion\":\"%d\"},\"data\":{\"value\":\"%s\"}}";

    @TempDir
    private Path folder = Path.of("");

    private final AtomicInteger lists = new AtomicInteger();
    private final AtomicInteger watches = new AtomicInteger();
    private volatile String value = "0";
    private volatile boolean listForbidden;
    private volatile boolean unknown;
    /** What the nth watch says, and with which status. */
    private volatile Function<Integer, Said> script = n -> new Said(200, "");

    private final HttpServer server = server();
    private KubeCluster cluster = cluster(Path.of("none"));

    /** An answer to a watch. */
    private record Said(int status, String lines) {}

    private HttpServer server() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            made.createContext("/", this::answer);
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KubeCluster cluster(Path kubeconfig) {
        return new KubeCluster(Optional.of(kubeconfig.toString()), Optional.empty(), Map.of(), new SystemClock());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        String path = exchange.getRequestURI().getPath();
        if (unknown) {
            respond(exchange, 401, "{\"kind\":\"Status\",\"message\":\"Unauthorized\"}");
        } else if (path.equals("/version")) {
            respond(exchange, 200, "{}");
        } else if (query.contains("watch=true")) {
            Said said = script.apply(watches.incrementAndGet());
            respond(exchange, said.status(), said.lines());
        } else if (path.endsWith("/configmaps/a")) {
            respond(exchange, 200, OBJECT.formatted(7, value));
        } else if (listForbidden) {
            respond(exchange, 403, "{\"kind\":\"Status\",\"message\":\"forbidden\"}");
        } else {
            lists.incrementAndGet();
            respond(
                    exchange,
                    200,
                    "{\"metadata\":{\"resourceVersion\":\"7\"},\"items\":[" + OBJECT.formatted(7, value) + "]}");
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Path kubeconfig(int port) throws IOException {
        return Files.writeString(folder.resolve("config-" + port), """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: u, user: {token: t}}]
                """.formatted(port));
    }

    @BeforeEach
    void open() throws IOException {
        cluster = cluster(kubeconfig(server.getAddress().getPort()));
    }

    @AfterEach
    void close() {
        cluster.close();
        server.stop(0);
    }

    private static Optional<String> read(LiveReader live) {
        return UninterruptedCluster.ask(() -> live.get(CONFIG_MAP, "n", "a")).flatMap(o -> o.text("data", "value"));
    }

    private static void awaitValue(LiveReader live, String wanted) throws InterruptedException {
        SystemClock clock = new SystemClock();
        Duration end = clock.elapsed().plusSeconds(8);
        while (!read(live).equals(Optional.of(wanted))) {
            live.awaitChange(Duration.ofMillis(500));
            assertTrue(clock.elapsed().compareTo(end) < 0, () -> "still " + read(live) + "; " + live.trouble());
        }
    }

    @Test
    void a_version_that_is_too_old_inside_the_watch_makes_a_new_list() throws InterruptedException {
        script = n -> new Said(200, "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410}}\n");
        try (LiveReader live = cluster.live()) {
            assertEquals(Optional.of("0"), read(live));
            value = "1";
            awaitValue(live, "1");
        }
    }

    @Test
    void a_version_that_is_too_old_for_the_watch_makes_a_new_list() throws InterruptedException {
        script = n -> new Said(410, "{\"kind\":\"Status\",\"code\":410}");
        try (LiveReader live = cluster.live()) {
            assertEquals(Optional.of("0"), read(live));
            value = "1";
            awaitValue(live, "1");
        }
    }

    @Test
    void a_line_that_is_not_json_makes_a_new_list() throws InterruptedException {
        script = n -> new Said(200, "<html>sorry</html>\n");
        try (LiveReader live = cluster.live()) {
            assertEquals(Optional.of("0"), read(live));
            value = "1";
            awaitValue(live, "1");
        }
    }

    @Test
    void a_watch_that_ends_at_once_every_time_is_no_storm_of_requests() throws InterruptedException {
        try (LiveReader live = cluster.live()) {
            read(live);
            live.awaitChange(Duration.ofSeconds(3));
            assertTrue(watches.get() < 12, () -> watches + " watches in three seconds");
            assertEquals(1, lists.get());
        }
    }

    @Test
    void an_event_in_pieces_of_a_watch_is_applied() throws InterruptedException {
        script = n -> n == 1
                ? new Said(200, "{\"type\":\"MODIFIED\",\"object\":" + OBJECT.formatted(8, "1") + "}\n")
                : new Said(200, "");
        try (LiveReader live = cluster.live()) {
            read(live);
            awaitValue(live, "1");
            assertEquals(1, lists.get());
        }
    }

    @Test
    void a_server_that_answers_500_is_trouble_until_it_does_not() throws InterruptedException {
        script = n -> n < 4 ? new Said(500, "{\"kind\":\"Status\",\"message\":\"etcd is away\"}") : new Said(200, "");
        try (LiveReader live = cluster.live()) {
            read(live);
            Testbed.eventually(
                    Duration.ofSeconds(5),
                    "trouble is said",
                    () -> live.trouble().isPresent());
            Testbed.eventually(
                    Duration.ofSeconds(8),
                    "trouble is over",
                    () -> live.trouble().isEmpty());
        }
    }

    @Test
    void an_account_that_may_only_get_is_served_by_reading_now_and_then() throws InterruptedException {
        listForbidden = true;
        try (LiveReader live = cluster.live()) {
            assertEquals(Optional.of("0"), read(live));
            value = "1";
            awaitValue(live, "1");
            assertEquals(0, watches.get());
        }
    }

    @Test
    void credentials_that_are_not_accepted_any_longer_are_told_to_whoever_waits() throws InterruptedException {
        script = n -> {
            unknown = true;
            return new Said(401, "{\"kind\":\"Status\",\"message\":\"Unauthorized\"}");
        };
        try (LiveReader live = cluster.live()) {
            read(live);
            Testbed.eventually(
                    Duration.ofSeconds(5),
                    "it is told",
                    () -> refusal(live).equals(Optional.of(FailureClass.Unauthenticated)));
            assertEquals(1, watches.get());
        }
    }

    private static Optional<FailureClass> refusal(LiveReader live) {
        try {
            read(live);
            return Optional.empty();
        } catch (Failed told) {
            return Optional.of(told.failure().kind());
        }
    }

    @Test
    void watches_that_have_lost_their_server_do_not_storm_it() throws Exception {
        script = n -> new Said(200, "");
        try (FlakyProxy proxy = new FlakyProxy(server.getAddress().getPort());
                KubeCluster far = cluster(kubeconfig(proxy.port()));
                LiveReader live = far.live()) {
            for (int i = 0; i < 15; i++) {
                live.get(CONFIG_MAP, "n" + i, "a");
            }
            int before = proxy.accepted();
            proxy.cutOff();
            SystemClock clock = new SystemClock();
            Duration end = clock.elapsed().plusSeconds(5);
            while (clock.elapsed().compareTo(end) < 0) {
                live.awaitChange(Duration.ofMillis(500));
            }
            int tries = proxy.accepted() - before;
            assertTrue(tries <= 60, () -> tries + " connections in 5 s");
            proxy.letThrough();
            Testbed.eventually(
                    Duration.ofSeconds(8),
                    "all watches are back",
                    () -> live.trouble().isEmpty());
        }
    }
}
