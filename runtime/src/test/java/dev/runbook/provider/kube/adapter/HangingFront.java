package dev.runbook.provider.kube.adapter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Stands before an embedded cluster and lets everything through but certain requests: those are taken, and nothing comes
 * back until the server is well again.
 */
public final class HangingFront implements AutoCloseable {
    private final URI cluster;
    private final String token;
    private final Pattern hanging;
    private final HttpClient client;
    private final HttpServer front;
    private final CountDownLatch met = new CountDownLatch(1);
    private volatile boolean well;

    /**
     * Begins to serve.
     *
     * @param cluster its address
     * @param kubeconfig that of the cluster
     * @param hanging method and path of the requests that are not answered
     */
    public HangingFront(URI cluster, Path kubeconfig, Pattern hanging) throws Exception {
        String text = Files.readString(kubeconfig);
        this.cluster = cluster;
        this.token = text.replaceAll("(?s).*token: (\\S+).*", "$1");
        this.hanging = hanging;
        this.client =
                HttpClient.newBuilder().sslContext(SilentFront.trusting(text)).build();
        this.front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        front.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        front.createContext("/", this::answer);
        front.start();
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
                """.formatted(
                        front.getAddress().getPort()));
    }

    /** Waits until one of the requests has come, for a minute at most. */
    public boolean awaitMet() throws InterruptedException {
        return met.await(1, TimeUnit.MINUTES);
    }

    /** From now on everything is answered. */
    public void recover() {
        well = true;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        if (!well && hanging.matcher(exchange.getRequestMethod() + " " + path).find()) {
            met.countDown();
            return;
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(cluster.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header(
                        "Content-Type",
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                                .orElse("application/json"))
                .header("Accept", "application/json")
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        try {
            HttpResponse<InputStream> reply = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            exchange.sendResponseHeaders(reply.statusCode(), 0);
            try (InputStream in = reply.body();
                    OutputStream out = exchange.getResponseBody()) {
                byte[] buffer = new byte[65_536];
                // A watch is passed on event by event.
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    out.write(buffer, 0, n);
                    out.flush();
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    @Override
    public void close() {
        front.stop(0);
        client.shutdownNow();
    }
}
