package dev.runbook.adapter.web;

import dev.runbook.port.Web;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Gets pages with the JDK's own client, made at the first request. */
public final class JdkWeb implements Web, AutoCloseable {
    private static final int LARGEST = 1024 * 1024;
    private @Nullable HttpClient client;

    @Override
    public Response get(String url, Duration limit) throws InterruptedException {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(URI.create(url)).timeout(limit).build();
        } catch (IllegalArgumentException e) {
            return new Response(0, "", "this is no address: " + e.getMessage());
        }
        // The request's own timeout ends with the headers; a body that never ends must not outlast the limit either.
        FutureTask<Response> answer = new FutureTask<>(() -> ask(request));
        Thread.ofVirtual().name("http").start(answer);
        try {
            return answer.get(limit.toMillis() + 100, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return new Response(0, "", problem(e.getCause(), limit));
        } catch (TimeoutException e) {
            return new Response(0, "", "no answer within " + limit.toSeconds() + " s");
        } finally {
            answer.cancel(true);
        }
    }

    private Response ask(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client().send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            return new Response(
                    response.statusCode(), new String(body.readNBytes(LARGEST), StandardCharsets.UTF_8), "");
        }
    }

    private static String problem(@Nullable Throwable cause, Duration limit) {
        return switch (cause) {
            case null -> "no answer";
            case java.net.http.HttpTimeoutException e -> "no answer within " + limit.toSeconds() + " s";
            case java.net.ConnectException e when e.getMessage() == null -> "connection refused or host not found";
            default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        };
    }

    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
            client = made;
        }
        return made;
    }

    /** Lets the client's threads go at once, since they would hold the end of the process back. */
    @Override
    public synchronized void close() {
        HttpClient made = client;
        if (made != null) {
            made.shutdownNow();
        }
    }
}
