package dev.runbook.provider.kube.adapter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** The real API server, seen through a front on loopback that can answer errors, hang, and have another clock. */
public final class FaultyServer implements AutoCloseable {
    private static final Pattern MOMENT =
            Pattern.compile("\"(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z)\"");

    private final Testbed testbed;
    private final HttpServer front;
    private final Set<HttpExchange> watches = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = Fault.NONE;
    private final Duration clockAhead;
    private final OtherClock clock;

    /** What is wrong with every answer. */
    public enum Fault {
        NONE(200),
        /** Every watch is refused, since what it goes on from is too old. */
        TOO_OLD(410),
        BUSY(429),
        BROKEN(500),
        OVERLOADED(503),
        /** Requests are taken, and nothing comes back; watches stay open and say nothing. */
        HANGS(0);

        private final int status;

        Fault(int status) {
            this.status = status;
        }
    }

    public FaultyServer(Testbed testbed) throws IOException {
        this(testbed, Duration.ZERO);
    }

    /** One whose clock goes ahead of ours, or behind it when it is negative. */
    public FaultyServer(Testbed testbed, Duration clockAhead) throws IOException {
        this.testbed = testbed;
        this.clockAhead = clockAhead;
        this.front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        front.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        front.createContext("/", this::answer);
        front.start();
        this.clock = new OtherClock(front.getAddress().getPort(), clockAhead);
    }

    /** A kubeconfig whose server is the front. */
    public Path kubeconfig(Path folder) throws IOException {
        return Files.writeString(folder.resolve("kubeconfig-front"), """
                apiVersion: v1
                kind: Config
                current-context: front
                contexts: [{name: front, context: {cluster: front, user: admin}}]
                clusters: [{name: front, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: admin, user: {token: any}}]
                """.formatted(clock.port()));
    }

    /** From now on; watches that are open end, but for a server that hangs. */
    public void has(Fault wrong) {
        fault = wrong;
        if (wrong != Fault.HANGS) {
            watches.forEach(HttpExchange::close);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        String path = exchange.getRequestURI().getRawPath() + (query.isEmpty() ? "" : "?" + query);
        boolean watch = query.contains("watch=true");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Fault now = fault;
        if (now == Fault.HANGS) {
            // The client gives up first; what was asked is never answered.
            return;
        }
        if (now != Fault.NONE && (watch || now != Fault.TOO_OLD)) {
            respond(exchange, now.status, "{\"kind\":\"Status\",\"message\":\"the test says so\"}");
        } else if (watch) {
            watch(exchange, path);
        } else {
            Transport.HttpReply reply = body.isEmpty()
                    ? testbed.get(path)
                    : testbed.send(
                            exchange.getRequestMethod(),
                            path,
                            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                                    .orElse("application/json"),
                            body);
            respond(exchange, reply.status(), reply.body());
        }
    }

    private void watch(HttpExchange exchange, String path) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        watches.add(exchange);
        OutputStream out = exchange.getResponseBody();
        try (LineStream stream = testbed.transport.stream(path, line -> pass(exchange, out, line))) {
            stream.end(Duration.ofMinutes(5));
        } catch (IOException over) {
            // The client sees the end of the watch, whoever made it.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            watches.remove(exchange);
            exchange.close();
        }
    }

    private void pass(HttpExchange exchange, OutputStream out, String line) {
        if (fault == Fault.HANGS) {
            return;
        }
        try {
            out.write((shifted(line) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException left) {
            exchange.close();
        }
    }

    private void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = shifted(body).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String shifted(String json) {
        return clockAhead.isZero()
                ? json
                : MOMENT.matcher(json)
                        .replaceAll(
                                found -> "\"" + Instant.parse(found.group(1)).plus(clockAhead) + "\"");
    }

    @Override
    public void close() throws IOException {
        clock.close();
        front.stop(0);
    }
}
