package dev.runbook.provider.http.adapter;

import dev.runbook.provider.http.Web;
import dev.runbook.provider.http.WebAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Gets pages with the JDK's own client: each over a connection of its own, as a user's first visit would. */
public final class JdkWeb implements Web {
    private static final int LARGEST = 1024 * 1024;

    @Override
    public PageResponse get(PageRequest asked) throws InterruptedException {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(WebAddress.of(asked.url()))
                    .timeout(asked.limit())
                    .build();
        } catch (IllegalArgumentException e) {
            return PageResponse.none("this is not an address: " + e.getMessage());
        }
        Trust trust;
        try {
            trust = Trust.of(asked.authorities());
        } catch (GeneralSecurityException | IOException e) {
            return PageResponse.none("the CA certificates cannot be read: " + e.getMessage());
        }
        HttpClient client = HttpClient.newBuilder()
                .sslContext(trust.context())
                .connectTimeout(asked.limit())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        // The request's own timeout ends with the headers; a body that never ends must not outlast the limit either.
        FutureTask<PageResponse> answer = new FutureTask<>(() -> ask(client, request, trust));
        Thread.ofVirtual().name("http").start(answer);
        try {
            return answer.get(asked.limit().toMillis() + 100, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return PageResponse.none(problem(e.getCause(), asked.limit(), trust));
        } catch (TimeoutException e) {
            return PageResponse.none(late(asked.limit()));
        } finally {
            answer.cancel(true);
            // Its threads would hold the end of the process back.
            client.shutdownNow();
        }
    }

    private static PageResponse ask(HttpClient client, HttpRequest request, Trust trust)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            boolean elsewhere = response.statusCode() >= 300 && response.statusCode() <= 399;
            return new PageResponse(
                    response.statusCode(),
                    new String(body.readNBytes(LARGEST), StandardCharsets.UTF_8),
                    "",
                    elsewhere ? response.headers().firstValue("Location").orElse("") : "",
                    response.uri().getScheme().equals("https") ? trust.ends() : Optional.empty());
        }
    }

    private static String problem(@Nullable Throwable cause, Duration limit, Trust trust) {
        return switch (cause) {
            case null -> "no answer";
            case java.net.http.HttpConnectTimeoutException e -> "no connection within " + words(limit);
            case java.net.http.HttpTimeoutException e -> late(limit);
            case java.net.ConnectException e when unresolved(e) -> "this machine finds no address of the host";
            case java.net.ConnectException e -> "nothing listens there (connection refused)";
            case SSLHandshakeException e -> trust.problem(e);
            default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        };
    }

    /** The JDK tells the two apart only by what lies beneath. */
    private static boolean unresolved(Throwable e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof java.nio.channels.UnresolvedAddressException
                    || at instanceof java.net.UnknownHostException) {
                return true;
            }
        }
        return false;
    }

    private static String late(Duration limit) {
        return "no whole answer within " + words(limit);
    }

    private static String words(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
