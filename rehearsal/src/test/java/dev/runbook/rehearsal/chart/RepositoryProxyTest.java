package dev.runbook.rehearsal.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** Whatever server is asked for through it, the answer is from here. */
class RepositoryProxyTest {
    @Test
    void every_server_is_answered_for_under_its_own_name() throws Exception {
        Repositories echo = address -> RepositoryAnswer.of(address.toString().getBytes(StandardCharsets.UTF_8));
        try (RepositoryProxy proxy = RepositoryProxy.start(echo);
                HttpClient client = client(proxy)) {
            for (String address : new String[] {
                "https://charts.invalid/stable/index.yaml",
                "http://charts.invalid/index.yaml",
                "https://other.invalid:8443/web-1.0.0.tgz?x=1"
            }) {
                assertEquals(address, get(client, address).body());
            }
        }
    }

    @Test
    void it_can_be_asked_directly_and_says_what_it_has_not() throws Exception {
        try (RepositoryProxy proxy =
                        RepositoryProxy.start(address -> address.getPath().equals("/index.yaml")
                                ? RepositoryAnswer.of(new byte[] {'a'})
                                : RepositoryAnswer.none("fetch\r\nit first"));
                HttpClient client = HttpClient.newHttpClient()) {
            assertEquals("a", get(client, proxy.url() + "/index.yaml").body());
            assertEquals(404, get(client, proxy.url() + "/web-1.0.0.tgz").statusCode());
        }
    }

    private static HttpResponse<String> get(HttpClient client, String address) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpClient client(RepositoryProxy proxy) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "rehearsal",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(proxy.certificate().getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .sslContext(context)
                .proxy(ProxySelector.of(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), proxy.url().getPort())))
                .build();
    }
}
