package dev.runbook.provider.kube.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Clock;
import dev.runbook.port.ClusterReader.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API server that puts requests off. */
class RetryAfterTest {
    private static final Kind WIDGET = new Kind("example.com/v1", "Widget", "widgets", true);
    private static final String PUT_OFF = "{\"kind\":\"Status\",\"message\":\"storage is (re)initializing\"}";

    @TempDir
    private Path folder = Path.of("");

    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger asked = new AtomicInteger();
    private int status = 429;
    private String header = "1";
    private int putOff = 2;
    private final HttpServer server;
    private final Clock clock = new Clock() {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Duration elapsed() {
            return Duration.ZERO;
        }

        @Override
        public void sleep(Duration duration) {
            pauses.add(duration);
        }
    };

    RetryAfterTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean later = asked.incrementAndGet() <= putOff;
        if (later && !header.isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", header);
        }
        byte[] body = (later ? PUT_OFF : "{\"metadata\":{\"name\":\"mine\"}}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(later ? status : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private KubeCluster cluster() throws IOException {
        Path kubeconfig = Files.writeString(
                folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: site
                contexts: [{name: site, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: u, user: {token: t}}]
                """.formatted(server.getAddress().getPort()));
        return new KubeCluster(Optional.of(kubeconfig.toString()), Optional.empty(), Map.of(), clock);
    }

    private Optional<String> name() throws Exception {
        try (KubeCluster cluster = cluster()) {
            return cluster.now().get(WIDGET, "shop", "mine").flatMap(found -> found.text("metadata", "name"));
        }
    }

    @Test
    void what_is_put_off_is_asked_again_when_the_server_says() throws Exception {
        assertEquals(Optional.of("mine"), name());

        assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(1)), pauses);
    }

    @Test
    void requests_of_others_are_sent_again_too_and_writes_with_them() throws Exception {
        header = "3";
        try (KubeCluster cluster = cluster()) {
            RawRequests.RawReply reply =
                    cluster.raw().send("POST", "/apis/x", Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
            assertEquals(200, reply.status());
        }
        assertEquals(List.of(Duration.ofSeconds(3), Duration.ofSeconds(3)), pauses);
    }

    @Test
    void after_ten_seconds_of_pauses_the_answer_counts() throws Exception {
        putOff = 1_000;
        Failed failed = assertThrows(Failed.class, this::name);

        assertEquals(FailureClass.Unreachable, failed.failure().kind());
        assertEquals(10, pauses.size());
        assertEquals(11, asked.get());
    }

    @Test
    void a_pause_longer_than_that_is_not_begun() throws Exception {
        header = "60";
        assertThrows(Failed.class, this::name);

        assertEquals(List.of(), pauses);
    }

    @Test
    void an_answer_without_a_time_counts_at_once() throws Exception {
        header = "";
        assertThrows(Failed.class, this::name);

        assertEquals(1, asked.get());
    }

    @Test
    void what_may_have_been_done_is_not_asked_for_again() throws Exception {
        status = 503;
        assertThrows(Failed.class, this::name);

        assertEquals(1, asked.get());
    }
}
