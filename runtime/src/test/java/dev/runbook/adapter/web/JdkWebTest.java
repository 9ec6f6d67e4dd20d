package dev.runbook.adapter.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.runbook.port.Web;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        web.close();
    }

    @Test
    void an_answer_of_any_status_is_an_answer() throws Exception {
        assertEquals(new Web.Response(200, "hello ä", ""), web.get(address("/ok"), LIMIT));
        assertEquals(new Web.Response(503, "", ""), web.get(address("/sick"), LIMIT));
    }

    @Test
    void no_answer_says_why() throws Exception {
        Web.Response refused = web.get("http://127.0.0.1:1/", LIMIT);
        assertEquals(0, refused.status());
        assertEquals("connection refused or host not found", refused.problem());
        assertTrue(web.get("http://a b/", LIMIT).problem().startsWith("this is no address"));
    }

    @Test
    void a_body_that_never_ends_is_cut_off_at_the_limit() throws Exception {
        Web.Response endless = web.get(address("/endless"), Duration.ofMillis(300));
        assertEquals(0, endless.status());
        assertTrue(endless.problem().startsWith("no answer within"), endless.problem());
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }
}
