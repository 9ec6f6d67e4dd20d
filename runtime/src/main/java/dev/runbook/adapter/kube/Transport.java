package dev.runbook.adapter.kube;

import dev.runbook.failure.Failed;
import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Requests to the API server, each with its limit, none tried twice. */
final class Transport implements AutoCloseable {
    /** Longer than the client's own limits for connecting and answering, which give better words. */
    private static final long LIMIT_MILLIS = 9_000;

    private final Target target;
    private final AtomicReference<HttpClient> client;
    private final AtomicBoolean closed = new AtomicBoolean();

    Transport(Target target) {
        this.target = target;
        client = new AtomicReference<>(open());
    }

    Target target() {
        return target;
    }

    private HttpClient open() {
        try {
            return new QuickClosing().newBuilder(target.config()).build();
        } catch (RuntimeException unusable) {
            throw new Failed(Failure.of(
                    FailureClass.Unreachable,
                    "the credentials of context %s cannot be used: %s"
                            .formatted(
                                    target.context(),
                                    Unreachable.words(unusable.getCause() == null ? unusable : unusable.getCause())),
                    "Check client-certificate, client-key and certificate-authority in the kubeconfig: "
                            + target.kubectl("version") + " must answer."));
        }
    }

    /** What came back. */
    record Reply(int status, String body) {}

    Reply get(String path) {
        return send(request(path).build());
    }

    Reply send(String method, String path, String contentType, String body) {
        return send(request(path).method(method, contentType, body).build());
    }

    private HttpRequest.Builder request(String path) {
        return client.get()
                .newHttpRequestBuilder()
                .uri(target.server() + path)
                .header("Accept", "application/json")
                .timeout(target.config().getRequestTimeout(), TimeUnit.MILLISECONDS);
    }

    private Reply send(HttpRequest request) {
        HttpClient used = client.get();
        CompletableFuture<HttpResponse<byte[]>> sent = used.sendAsync(request, byte[].class);
        try {
            HttpResponse<byte[]> response = sent.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            byte[] body = response.body() == null ? new byte[0] : response.body();
            return new Reply(response.code(), new String(body, StandardCharsets.UTF_8));
        } catch (ExecutionException e) {
            Throwable problem = e.getCause() == null ? e : e.getCause();
            throw Unreachable.failure(target, problem);
        } catch (TimeoutException e) {
            sent.cancel(true);
            renew(used);
            throw Unreachable.failure(target, e);
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new Failed(Failure.of(FailureClass.Cancelled, "stopped while asking the API server"));
        }
    }

    /** Opens a stream of lines, such as a watch; it begins with the first line. */
    LineStream stream(String path, Consumer<String> line) {
        HttpRequest request = client.get()
                .newHttpRequestBuilder()
                .uri(target.server() + path)
                .header("Accept", "application/json")
                .forStreaming()
                .build();
        LineSplitter lines = new LineSplitter(line);
        return LineStream.of(client.get().consumeBytes(request, (pieces, body) -> {
            lines.take(pieces);
            body.consume();
        }));
    }

    /** Leaves a connection that no longer answers and everything on it; the next request opens a new one. */
    void renew() {
        renew(client.get());
    }

    private void renew(HttpClient hung) {
        if (!closed.get()) {
            HttpClient fresh = open();
            if (client.compareAndSet(hung, fresh)) {
                hung.close();
            } else {
                fresh.close();
            }
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            client.get().close();
        }
    }
}
