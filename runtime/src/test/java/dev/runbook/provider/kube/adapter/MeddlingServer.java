package dev.runbook.provider.kube.adapter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Something between a client and the control plane: it takes queries away, gives another version, or goes away. */
public final class MeddlingServer implements AutoCloseable {
    private final RawRequests behind;
    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean takesQueries;
    private volatile int minor = -1;
    private volatile int last = Integer.MAX_VALUE;

    private MeddlingServer(RawRequests behind, HttpServer server) {
        this.behind = behind;
        this.server = server;
    }

    /** Before the control plane of a test, with whose rights everybody comes to it this way. */
    public static MeddlingServer before(Testbed testbed) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        MeddlingServer meddling = new MeddlingServer(new RawRequests(testbed.transport), server);
        server.createContext("/", meddling::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return meddling;
    }

    /** From now on nothing that comes has a query. */
    public void takeQueriesAway() {
        takesQueries = true;
    }

    /** From now on it is a server of version 1.MINOR. */
    public void isOfVersion(int minor) {
        this.minor = minor;
    }

    /** After so many more requests it answers nobody. */
    public void goesAwayAfter(int more) {
        last = requests.get() + more;
    }

    /** How many have come. */
    public int requests() {
        return requests.get();
    }

    public Path kubeconfig(Path folder) throws IOException {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Files.writeString(folder.resolve("kubeconfig-meddling"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: meddling, cluster: {server: "%s"}}]
                users: [{name: operator, user: {}}]
                contexts: [{name: meddling, context: {cluster: meddling, user: operator}}]
                current-context: meddling
                """.formatted(url));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (requests.incrementAndGet() > last) {
                return;
            }
            Map<String, List<String>> headers = new LinkedHashMap<>();
            for (String name : List.of("Accept", "Content-Type", "User-Agent")) {
                if (exchange.getRequestHeaders().containsKey(name)) {
                    headers.put(name, exchange.getRequestHeaders().get(name));
                }
            }
            String target = exchange.getRequestURI().toString();
            RawRequests.RawReply reply = behind.send(
                    exchange.getRequestMethod(),
                    takesQueries ? target.replaceFirst("\\?.*", "") : target,
                    headers,
                    exchange.getRequestBody().readAllBytes());
            byte[] body = reply.body();
            if (minor >= 0 && target.startsWith("/version")) {
                body = new String(body, StandardCharsets.UTF_8)
                        .replaceFirst("\"minor\": \"\\d+\"", "\"minor\": \"" + minor + "\"")
                        .getBytes(StandardCharsets.UTF_8);
            }
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
