package dev.runbook.provider.kube.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsServer;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.provider.http.adapter.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clusters that cannot be reached, for which no cluster is needed. */
class UnreachableIT {
    @TempDir
    private Path folder = Path.of("");

    private Path kubeconfig(String server) throws IOException {
        return Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: site
                contexts: [{name: site, context: {cluster: c, user: u, namespace: coder}}, {name: other, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "%s"}}]
                users: [{name: u, user: {token: t}}]
                """.formatted(server));
    }

    private Failure failure(Path kubeconfig, Optional<String> context) {
        SystemClock clock = new SystemClock();
        Duration began = clock.elapsed();
        try (KubeCluster cluster = new KubeCluster(Optional.of(kubeconfig.toString()), context, Map.of(), clock)) {
            Failed failed = assertThrows(
                    Failed.class, () -> cluster.now().get(cluster.now().kind("service"), "coder", "coderd"));
            Duration took = clock.elapsed().minus(began);
            assertTrue(took.toMillis() < 10_000, () -> "took " + took);
            return failed.failure();
        }
    }

    @Test
    void a_port_where_nobody_listens_is_said_at_once() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Failure failure = failure(kubeconfig("https://127.0.0.1:" + port), Optional.empty());
        assertEquals(FailureClass.Unreachable, failure.kind());
        assertEquals(
                "the API server https://127.0.0.1:" + port + " (context site) does not answer: connection refused",
                failure.summary());
    }

    @Test
    void a_server_that_accepts_and_says_nothing_is_left_within_ten_seconds() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Failure failure = failure(kubeconfig("https://127.0.0.1:" + silent.getLocalPort()), Optional.empty());
            assertTrue(failure.summary().endsWith("no answer in time"), failure::summary);
        }
    }

    @Test
    void an_address_that_swallows_packets_is_left_within_ten_seconds() throws IOException {
        Failure failure = failure(kubeconfig("https://192.0.2.1:6443"), Optional.empty());
        assertEquals(FailureClass.Unreachable, failure.kind());
    }

    @Test
    void a_name_that_dns_does_not_know_is_said() throws IOException {
        Failure failure = failure(kubeconfig("https://api.cluster.invalid:6443"), Optional.empty());
        assertTrue(failure.summary().endsWith("its name is not known to DNS"), failure::summary);
    }

    @Test
    void a_context_that_is_not_there_is_said_with_those_that_are() throws IOException {
        Failure failure = failure(kubeconfig("https://127.0.0.1:1"), Optional.of("prod"));
        assertTrue(failure.summary().contains("has no context prod; it has other, site"), failure::summary);
    }

    @Test
    void a_kubeconfig_that_is_not_there_is_said() {
        Failure failure = failure(folder.resolve("none"), Optional.empty());
        assertTrue(failure.summary().startsWith("no cluster is configured: there is no "), failure::summary);
    }

    @Test
    void a_kubeconfig_that_is_not_yaml_is_said() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken"), "{{{: not yaml\n");
        Failure failure = failure(broken, Optional.empty());
        assertTrue(failure.summary().contains("cannot be parsed"), failure::summary);
    }

    @Test
    void a_kubeconfig_without_a_current_context_is_said() throws IOException {
        Path none = Files.writeString(folder.resolve("none"), "apiVersion: v1\nkind: Config\n");
        Failure failure = failure(none, Optional.empty());
        assertTrue(failure.summary().contains("has no current context"), failure::summary);
    }

    /** A cluster whose authority is a file. */
    private Path trusting(Path authority, String server) throws IOException {
        String text = Files.readString(kubeconfig(server));
        return Files.writeString(
                folder.resolve("trusting"),
                text.replace("cluster: {server:", "cluster: {certificate-authority: \"" + authority + "\", server:"));
    }

    @Test
    void a_certificate_that_has_expired_is_not_called_one_of_another_authority() throws Exception {
        Certificates certificates = new Certificates(Files.createDirectories(folder.resolve("ca")));
        HttpsServer server = certificates.server("localhost", "-10d", 3);
        try {
            String address = "https://localhost:" + server.getAddress().getPort();
            Failure failure = failure(trusting(certificates.ca(), address), Optional.empty());
            assertTrue(failure.summary().contains("its certificate has expired (NotAfter: "), failure::summary);
            assertTrue(failure.advice().getFirst().contains("must be renewed"), failure.advice()::toString);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_certificate_of_another_authority_is_said() throws Exception {
        Certificates certificates = new Certificates(Files.createDirectories(folder.resolve("ca")));
        Certificates others = new Certificates(Files.createDirectories(folder.resolve("others")));
        HttpsServer server = certificates.server("localhost", "-1d", 3);
        try {
            String address = "https://localhost:" + server.getAddress().getPort();
            Failure failure = failure(trusting(others.ca(), address), Optional.empty());
            assertTrue(
                    failure.summary().endsWith("is not signed by the authority that the kubeconfig names"),
                    failure::summary);
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_connection_that_is_closed_or_reset_says_nothing_about_trust(boolean reset) throws IOException {
        try (ServerSocket hasty = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!hasty.isClosed()) {
                    try (Socket connection = hasty.accept()) {
                        connection.getInputStream().read();
                        connection.setSoLinger(reset, 0);
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
            Failure failure = failure(kubeconfig("https://127.0.0.1:" + hasty.getLocalPort()), Optional.empty());
            assertTrue(failure.summary().contains("does not answer: "), failure::summary);
            assertTrue(failure.summary().matches(".*(closed|reset).*"), failure::summary);
        }
    }
}
