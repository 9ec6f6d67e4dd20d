package dev.runbook.provider.kube.adapter;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Clock;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Requests to the API server, each with its limit; only what the server has put off is asked again. */
final class Transport implements AutoCloseable {
    /** Longer than the client's own limits for connecting and answering, which give better words. */
    private static final long LIMIT_MILLIS = 9_000;

    private static final Duration SAME_TIME = Duration.ofSeconds(10);

    private final KubeContext target;
    private final Clock clock;
    private final List<Http2Connection> lanes = new CopyOnWriteArrayList<>();
    private final Semaphore requests = new Semaphore(20);
    private volatile Duration ahead = Duration.ZERO;

    Transport(KubeContext target, Clock clock) {
        this.target = target;
        this.clock = clock;
        lanes.add(new Http2Connection(this::open));
    }

    KubeContext target() {
        return target;
    }

    HttpClient client() {
        return lanes.getFirst().client();
    }

    /** Why {@link #client} was left while a request was under way on it, when it was. */
    Optional<Failed> whyLeft(HttpClient client) {
        return lanes.getFirst().whyLeft(client);
    }

    private HttpClient open() {
        try {
            return new FastClosingHttpClients().newBuilder(target.config()).build();
        } catch (RuntimeException unusable) {
            throw new Failed(Failure.of(
                    FailureClass.Unreachable,
                    "the credentials of user %s cannot be used: %s"
                            .formatted(target.user(), Unreachable.cause(unusable)),
                    "Check client-certificate, client-key and certificate-authority in the kubeconfig: "
                            + target.kubectl("version") + " must answer."));
        }
    }

    /**
     * What came back.
     *
     * @param retryAfter the header
     */
    private record TimedReply(int status, @Nullable String retryAfter, String body) {}

    /** What came back. */
    record HttpReply(int status, String body) {}

    HttpReply get(String path) throws InterruptedException {
        return send(lanes.getFirst(), "GET", path, "", "");
    }

    HttpReply send(String method, String path, String contentType, String body) throws InterruptedException {
        return send(lanes.getFirst(), method, path, contentType, body);
    }

    private HttpReply send(Http2Connection connection, String method, String path, String contentType, String body)
            throws InterruptedException {
        RetryAfter again = new RetryAfter();
        while (true) {
            TimedReply reply = sendOnce(connection, method, path, contentType, body);
            Optional<Duration> pause = again.pause(reply.status(), reply.retryAfter());
            if (pause.isEmpty()) {
                return new HttpReply(reply.status(), reply.body());
            }
            clock.sleep(pause.get());
        }
    }

    private TimedReply sendOnce(Http2Connection connection, String method, String path, String contentType, String body)
            throws InterruptedException {
        requests.acquire();
        try {
            return sendNow(connection, method, path, contentType, body);
        } finally {
            requests.release();
        }
    }

    Clock clock() {
        return clock;
    }

    /** A connection that gives no answer in time is left: the next request must not wait on it as well. */
    private TimedReply sendNow(Http2Connection connection, String method, String path, String contentType, String body)
            throws InterruptedException {
        HttpClient client = connection.client();
        HttpRequest.Builder request =
                request(client, path).timeout(target.config().getRequestTimeout(), TimeUnit.MILLISECONDS);
        if (!body.isEmpty()) {
            request.method(method, contentType, body);
        }
        CompletableFuture<HttpResponse<byte[]>> sent = new CompletableFuture<>();
        try {
            sent = client.sendAsync(request.build(), byte[].class);
            HttpResponse<byte[]> response = sent.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            note(response.header("Date"));
            byte[] bytes = response.body() == null ? new byte[0] : response.body();
            return new TimedReply(
                    response.code(), response.header("Retry-After"), new String(bytes, StandardCharsets.UTF_8));
        } catch (ExecutionException e) {
            Failed failed = Unreachable.failure(target, e.getCause() == null ? e : e.getCause());
            if (e.getCause() instanceof HttpTimeoutException) {
                connection.renew(client, failed);
            }
            // Another thread may have found the connection dead and closed it under our hands.
            throw connection.whyLeft(client).orElse(failed);
        } catch (IllegalStateException left) {
            throw connection.whyLeft(client).orElseGet(() -> Unreachable.failure(target, left));
        } catch (TimeoutException e) {
            sent.cancel(true);
            Failed failed = Unreachable.failure(target, e);
            connection.renew(client, failed);
            throw failed;
        } catch (InterruptedException e) {
            sent.cancel(true);
            throw e;
        }
    }

    /** How far the server's clock is ahead of ours; less than can be told from a date with whole seconds counts as nothing. */
    Duration ahead() {
        return ahead;
    }

    private void note(@Nullable String date) {
        if (date == null) {
            return;
        }
        try {
            Instant theirs = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
            Duration apart = Duration.between(Instant.now(), theirs);
            ahead = apart.abs().compareTo(SAME_TIME) < 0 ? Duration.ZERO : apart;
        } catch (DateTimeException garbled) {
            // Then its clock is as unknown as it was before.
        }
    }

    private HttpRequest.Builder request(HttpClient client, String path) {
        return client.newHttpRequestBuilder().uri(target.server() + path).header("Accept", "application/json");
    }

    /** Opens a web socket, which has a connection of its own. */
    CompletableFuture<WebSocket> socket(String path, String protocol, WebSocket.Listener listener) {
        return lanes.getFirst()
                .client()
                .newWebSocketBuilder()
                .uri(URI.create(target.server() + path))
                .subprotocol(protocol)
                .buildAsync(listener);
    }

    /** Opens a stream of lines, such as a watch, where there is room for it. */
    LineStream stream(String path, Consumer<String> line) {
        Http2Connection connection = lanes.stream()
                .filter(Http2Connection::enter)
                .findFirst()
                .orElseGet(() -> {
                    Http2Connection further = new Http2Connection(this::open);
                    further.enter();
                    lanes.add(further);
                    return further;
                });
        LineSplitter lines = new LineSplitter(line);
        HttpClient client = connection.client();
        try {
            return LineStream.of(
                    client.consumeBytes(request(client, path).forStreaming().build(), (pieces, body) -> {
                        lines.take(pieces);
                        body.consume();
                    }),
                    connection::leave);
        } catch (IllegalStateException left) {
            connection.leave();
            throw connection.whyLeft(client).orElseGet(() -> Unreachable.failure(target, left));
        }
    }

    /**
     * Asks a small question over each connection, and leaves those that do not answer: a network that has swallowed a
     * connection says nothing, and everything on it must begin anew.
     */
    void probe() throws InterruptedException {
        Failed silent = null;
        for (Http2Connection connection : lanes) {
            HttpClient client = connection.client();
            try {
                send(connection, "GET", "/version", "", "");
            } catch (Failed e) {
                connection.renew(client, e);
                silent = e;
            }
        }
        if (silent != null) {
            throw silent;
        }
    }

    @Override
    public void close() {
        lanes.forEach(Http2Connection::close);
    }
}
