package dev.runbook.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.live.LiveServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.yaml.snakeyaml.Yaml;

/** A bare HTTP client of a rehearsal cluster, which takes token and certificate from the kubeconfig. */
final class Api implements AutoCloseable {
    private final URI url;
    private final String token;
    private final HttpClient client;

    Api(RehearsalCluster cluster) throws IOException, GeneralSecurityException {
        JsonNode config =
                JsonTrees.fromMap(new Yaml().<Map<String, Object>>load(Files.readString(cluster.kubeconfig())));
        this.url = cluster.url();
        this.token = JsonTrees.text(config.at("/users/0/user"), "token");
        String authority = JsonTrees.text(config.at("/clusters/0/cluster"), "certificate-authority-data");
        this.client = HttpClient.newBuilder().sslContext(trusting(authority)).build();
    }

    /** An answer: its code and its body. */
    record Answer(int code, JsonNode body) {
        String text(String... path) {
            return JsonTrees.text(body, path);
        }
    }

    Answer get(String path) throws Exception {
        return send(request(path).GET());
    }

    Answer get(String path, String accept) throws Exception {
        return send(request(path).header("Accept", accept).GET());
    }

    Answer getWithoutToken(String path) throws Exception {
        return send(HttpRequest.newBuilder(url.resolve(path)).GET());
    }

    /** Sends a request of somebody else, with the token. */
    LiveServer.ServerReply forward(LiveServer.ServerRequest request) throws IOException, InterruptedException {
        HttpRequest.Builder sent =
                request(request.target()).method(request.method(), BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> sent.header(name, value)));
        HttpResponse<byte[]> response = client.send(sent.build(), BodyHandlers.ofByteArray());
        return new LiveServer.ServerReply(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.headers().allValues("Warning"),
                response.body());
    }

    /** Sends a YAML body as JSON. */
    Answer send(String method, String path, String yaml) throws Exception {
        return send(method, path, "application/json", yaml);
    }

    Answer send(String method, String path, String contentType, String yaml) throws Exception {
        Object body = new Yaml().load(yaml);
        String json = new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(body);
        return send(request(path)
                .header("Content-Type", contentType)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
    }

    /** What the server warns of when a YAML body is created. */
    List<String> warnings(String path, String yaml) throws Exception {
        String json = new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(new Yaml().load(yaml));
        return client.send(
                        request(path)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(json))
                                .build(),
                        BodyHandlers.ofString())
                .headers()
                .allValues("Warning");
    }

    /** The events of a watch, as they come. */
    Iterator<JsonNode> watch(String path) throws Exception {
        HttpResponse<Stream<String>> response = client.send(request(path).GET().build(), BodyHandlers.ofLines());
        return response.body().map(Api::parse).iterator();
    }

    /** The code with which the server answers a WebSocket handshake. */
    int tryWebSocket(String path) throws Exception {
        URI place = URI.create(url.resolve(path).toString().replace("https:", "wss:"));
        try {
            client.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + token)
                    .buildAsync(place, new WebSocket.Listener() {})
                    .get(10, TimeUnit.SECONDS);
            return 101;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), parse(response.body()));
    }

    private static JsonNode parse(String json) {
        try {
            return JsonTrees.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }

    private static SSLContext trusting(String authority) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        byte[] pem = Base64.getDecoder().decode(authority);
        store.setCertificateEntry(
                "rehearsal",
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
