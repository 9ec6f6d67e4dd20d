package dev.runbook.provider.http.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.runbook.provider.http.Web;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdkWebTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private final JdkWeb web = new JdkWeb();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/ok", exchange -> {
            byte[] body = "hello ä".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/sick", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
        });
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/ok");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/circle", exchange -> {
            exchange.getResponseHeaders().add("Location", "/circle");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void an_answer_of_any_status_is_an_answer() throws Exception {
        assertEquals(Web.PageResponse.of(200, "hello ä"), get(address("/ok")));
        assertEquals(Web.PageResponse.of(503, ""), get(address("/sick")));
    }

    @Test
    void no_answer_says_why() throws Exception {
        Web.PageResponse refused = get("http://127.0.0.1:1/");
        assertEquals(0, refused.status());
        assertEquals("nothing listens there (connection refused)", refused.problem());
        assertTrue(get("http://a b/").problem().startsWith("this is not an address"));
    }

    @Test
    void a_redirect_is_followed_and_a_circle_is_left() throws Exception {
        assertEquals(Web.PageResponse.of(200, "hello ä"), get(address("/moved")));
        Web.PageResponse circle = get(address("/circle"));
        assertEquals(302, circle.status());
        assertEquals("/circle", circle.location());
    }

    @Test
    void a_host_without_an_address_is_told_from_one_that_does_not_listen() throws Exception {
        assertEquals(
                "this machine finds no address of the host",
                get("http://nobody.invalid/").problem());
    }

    @Test
    void a_body_that_never_ends_is_cut_off_at_the_limit() throws Exception {
        Web.PageResponse endless =
                web.get(new Web.PageRequest(address("/endless"), Duration.ofMillis(300), Optional.empty()));
        assertEquals(0, endless.status());
        assertTrue(endless.problem().startsWith("no whole answer within 300 ms"), endless.problem());
    }

    private Web.PageResponse get(String url) throws InterruptedException {
        return web.get(new Web.PageRequest(url, LIMIT, Optional.empty()));
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }
}
