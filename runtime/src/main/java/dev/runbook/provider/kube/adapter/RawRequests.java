package dev.runbook.provider.kube.adapter;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests of others, sent on with the operator's credentials and answered as they come. */
public final class RawRequests {
    private static final long LIMIT_SECONDS = 30;

    private final Transport transport;

    RawRequests(Transport transport) {
        this.transport = transport;
    }

    /** What came back. */
    @SuppressWarnings("ArrayRecordComponent") // lives as long as one exchange, and nobody compares it
    public record RawReply(int status, String contentType, List<String> warnings, byte[] body) {}

    /**
     * Sends a request, and again what the server has put off; the body is a text, and empty when there is none.
     *
     * @throws IOException when no answer came
     */
    public RawReply send(String method, String target, Map<String, List<String>> headers, byte[] body)
            throws IOException, InterruptedException {
        RetryAfter again = new RetryAfter();
        while (true) {
            HttpResponse<byte[]> response = sendOnce(method, target, headers, body);
            Optional<Duration> pause = again.pause(response.code(), response.header("Retry-After"));
            if (pause.isEmpty()) {
                String type = response.header("Content-Type");
                return new RawReply(
                        response.code(),
                        type == null ? "application/json" : type,
                        response.headers("Warning"),
                        response.body() == null ? new byte[0] : response.body());
            }
            transport.clock().sleep(pause.get());
        }
    }

    private HttpResponse<byte[]> sendOnce(String method, String target, Map<String, List<String>> headers, byte[] body)
            throws IOException, InterruptedException {
        HttpClient client = transport.client();
        HttpRequest.Builder request =
                client.newHttpRequestBuilder().uri(transport.target().server() + target);
        headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        if (!method.equals("GET")) {
            String type = headers.getOrDefault("Content-Type", List.of("application/json"))
                    .getFirst();
            request.method(method, type, new String(body, StandardCharsets.UTF_8));
        }
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(request.build(), byte[].class);
        try {
            return sent.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    transport
                            .whyLeft(client)
                            .map(left -> left.failure().summary())
                            .orElseGet(() -> Unreachable.words(e.getCause() == null ? e : e.getCause())),
                    e);
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new IOException("no answer within %d s".formatted(LIMIT_SECONDS), e);
        } catch (InterruptedException e) {
            sent.cancel(true);
            throw e;
        }
    }
}
