package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.ApiTime;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.registry.Registry;
import dev.runbook.rehearsal.time.SimulatedTime;
import dev.runbook.rehearsal.tls.ServerIdentity;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The server of a rehearsal cluster or of a shadow: on loopback, at a port that nobody knows beforehand, behind a secret. */
public final class ApiServer implements AutoCloseable {
    static {
        // Read once when the server's classes load; without it every answer waits for the kernel to fill a packet.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Optional<ServerIdentity> identity;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Responder responder;
    private final Door door;
    private final SimulatedTime time;
    private final ServerTrouble trouble;
    private final AtomicInteger answering = new AtomicInteger();
    private volatile RequestWitness witness = _ -> {};
    private volatile boolean away;
    private HttpServer server;
    private final int port;
    private boolean closed;

    private ApiServer(Responder responder, Optional<ServerIdentity> identity, Door door, SimulatedTime time)
            throws IOException {
        this.time = time;
        this.trouble = new ServerTrouble(time);
        this.identity = identity;
        this.responder = responder;
        this.door = door;
        this.server = listen(0);
        this.port = server.getAddress().getPort();
    }

    /** Starts the server; clients must trust the identity's certificate and send the token with every request. */
    public static ApiServer start(Registry registry, ServerIdentity identity, String token) throws IOException {
        return start(registry, Router.ownVersion(), identity, token);
    }

    /** The same, with another version of Kubernetes. */
    public static ApiServer start(Registry registry, ObjectNode version, ServerIdentity identity, String token)
            throws IOException {
        return start(new ApiServer(
                new Router(registry, version)::answer,
                Optional.of(identity),
                new Door.BearerToken(token),
                registry.store().time()));
    }

    /**
     * Starts a server without TLS, of which a client must know the whole address. Who is root on this machine could listen, and can read
     * the memory of both as well; a plan would spend a tenth of its time on shaking hands and encrypting for one that is gone in seconds.
     */
    public static ApiServer startAtSecretPath(Responder responder, String secret) throws IOException {
        return start(new ApiServer(responder, Optional.empty(), new Door.SecretPath(secret), new SimulatedTime()));
    }

    private static ApiServer start(ApiServer api) {
        api.server.createContext("/", api::handle);
        api.server.start();
        return api;
    }

    private HttpServer listen(int at) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), at);
        HttpServer next = identity.isPresent() ? HttpsServer.create(address, 0) : HttpServer.create(address, 0);
        if (next instanceof HttpsServer https) {
            https.setHttpsConfigurator(
                    new HttpsConfigurator(identity.orElseThrow().context()));
        }
        next.setExecutor(threads);
        return next;
    }

    public URI url() {
        return URI.create((identity.isPresent() ? "https" : "http") + "://127.0.0.1:" + port + door.prefix());
    }

    /** Breaks every connection and refuses new ones for a while. */
    public synchronized void goAway(Duration lasts) {
        if (closed) {
            return;
        }
        server.stop(0);
        away = true;
        threads.execute(() -> comeBack(lasts));
    }

    private void comeBack(Duration lasts) {
        try {
            time.sleepUntilEvent(lasts);
            while (!back()) {
                Thread.sleep(Duration.ofMillis(50));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it listens again; its port may be busy for a moment longer. */
    private synchronized boolean back() {
        if (closed) {
            return true;
        }
        try {
            server = listen(port);
            server.createContext("/", this::handle);
            server.start();
            away = false;
            return true;
        } catch (IOException busy) {
            return false;
        }
    }

    /** Answers everything with a status for a while, as a server that is overloaded or forbids it does. */
    public void refuse(int status, Duration lasts) {
        trouble.begin(status, lasts);
        time.after(lasts, () -> {});
    }

    /** Lets somebody hear of each request. */
    public void tell(RequestWitness other) {
        witness = other;
    }

    /** Whether nothing is being answered but watches, and it is not about to listen again. */
    public boolean isIdle() {
        return answering.get() == 0;
    }

    /** Whether it is away, or refuses everything. */
    public boolean isTroubled() {
        return away || trouble.now().isPresent();
    }

    @Override
    public synchronized void close() {
        closed = true;
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            ScopedValue.where(ApiTime.SOURCE, time).call(() -> answered(exchange));
        }
    }

    /** Answers; false where the server was closed meanwhile. */
    private boolean answered(HttpExchange exchange) throws IOException {
        try {
            respond(exchange);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void respond(HttpExchange exchange) throws IOException, InterruptedException {
        ApiResponse response;
        answering.incrementAndGet();
        try {
            response = answer(exchange);
            if (!(response instanceof ApiResponse.Streaming)) {
                send(exchange, response);
                return;
            }
        } finally {
            answering.decrementAndGet();
        }
        send(exchange, response);
    }

    private ApiResponse answer(HttpExchange exchange) throws IOException, InterruptedException {
        try {
            if (!door.isOpenTo(exchange)) {
                throw ApiError.unauthorized();
            }
            ApiRequest request = ApiRequest.of(exchange, door.prefix().length());
            // Everybody may ask for the version, whatever an account may not do.
            Optional<ApiError> refusal = trouble.now()
                    .filter(error -> error.code() != 403 || !request.path().equals(List.of("version")));
            if (refusal.isPresent()) {
                exchange.getResponseHeaders().set("Retry-After", "1");
                throw refusal.get();
            }
            tell(request);
            if (wantsWebSocket(exchange)) {
                return ApiResponse.ok(JsonTrees.object());
            }
            return responder.answer(request);
        } catch (ApiError e) {
            return ApiResponse.json(e.code(), e.status());
        } catch (RuntimeException e) {
            ApiError bug = ApiError.internal(e.toString());
            return ApiResponse.json(bug.code(), bug.status());
        }
    }

    /** Whoever hears of it may let time pass, as if it had not been asked yet. */
    private void tell(ApiRequest request) throws InterruptedException {
        answering.decrementAndGet();
        try {
            witness.asked(request);
        } finally {
            answering.incrementAndGet();
        }
    }

    /**
     * Java clients try a WebSocket first. Told 200 instead of 101 they take the plain stream at once; told 503 they
     * would try again for a minute and a half.
     */
    private static boolean wantsWebSocket(HttpExchange exchange) {
        return "websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Upgrade"));
    }

    private static void send(HttpExchange exchange, ApiResponse reply) throws IOException, InterruptedException {
        switch (reply) {
            case ApiResponse.Document document ->
                send(exchange, document.code(), document.contentType(), JsonTrees.write(document.body()));
            case ApiResponse.Bytes bytes -> send(exchange, bytes.code(), bytes.contentType(), bytes.body());
            case ApiResponse.Warned warned -> {
                warned.warnings()
                        .forEach(warning -> exchange.getResponseHeaders().add("Warning", warning));
                send(exchange, warned.response());
            }
            case ApiResponse.Streaming stream -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, 0);
                try (OutputStream out = exchange.getResponseBody()) {
                    stream.writer().writeTo(out);
                }
            }
        }
    }

    private static void send(HttpExchange exchange, int code, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
