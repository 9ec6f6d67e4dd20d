package dev.runbook.provider.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.Prerequisite;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.process.adapter.ManualStopRequests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a connection to a database that cannot be trusted or is cut off: the very reason, and no other one. */
class TlsWordsIT {
    @TempDir
    private Path folder = Path.of("");

    private TestServer server;
    private PostgresBench bench;

    @BeforeAll
    static void needs() {
        Prerequisite.POSTGRES.orSkip();
        Prerequisite.OPENSSL.orSkip();
    }

    @BeforeEach
    void start() throws IOException {
        server = TestServer.startWithTls();
        bench = new PostgresBench(folder, new ManualStopRequests());
    }

    @AfterEach
    void stop() {
        bench.close();
        server.close();
    }

    private Conninfo at(String host, int port, String parameters) {
        return Conninfo.parse(
                server.url("postgres").replace("127.0.0.1:" + server.port(), host + ":" + port) + "?" + parameters,
                "the test");
    }

    private Conninfo trusting(Path authority, String host) {
        return at(host, server.port(), "sslmode=verify-full&sslrootcert=" + authority);
    }

    private Failure asked(Conninfo where) {
        return PostgresBench.failure(() -> bench.server(where));
    }

    private Failure dumped(Conninfo where) {
        return PostgresBench.failure(() -> new LocalDumper(new Tools(bench.processes), where)
                .dump(List.of("--format=custom"), folder.resolve("a.dump").toString(), bench.output()));
    }

    private static void says(String words, String advice, Failure failure) {
        assertTrue(failure.summary().contains(words), failure::summary);
        assertTrue(failure.advice().toString().contains(advice), failure::toString);
    }

    @Test
    void a_certificate_of_another_authority_is_said_to_be_one() {
        Conninfo where = trusting(server.anotherAuthority(), "localhost");
        says(
                "cannot be reached safely: the server's certificate is not signed by the authority that is trusted",
                "Check sslrootcert",
                asked(where));
        says("certificate verify failed", "Check sslmode and sslrootcert", dumped(where));
    }

    @Test
    void a_certificate_for_another_name_is_said_to_be_one() {
        Conninfo where = trusting(server.authority(), "127.0.0.1");
        says("the server's certificate is not for 127.0.0.1", "Connect with the name", asked(where));
        says("does not match host name", "the name of the server's certificate", dumped(where));
    }

    @Test
    void an_expired_certificate_is_called_expired_and_not_unsigned() throws IOException {
        server.expire();
        Conninfo where = trusting(server.authority(), "localhost");
        Failure failure = asked(where);
        says("the server's certificate has expired (NotAfter: ", "must be renewed", failure);
        assertFalse(failure.toString().contains("signed"), failure::toString);
        says("certificate verify failed", "the dates", dumped(where));
    }

    @Test
    void a_file_of_the_authority_that_is_not_there_is_no_server_that_is_away() {
        Failure failure = asked(trusting(Path.of("/nowhere/ca.pem"), "localhost"));
        assertEquals(FailureClass.CommandFailed, failure.kind());
        says("/nowhere/ca.pem", "Check sslrootcert", failure);
    }

    /** Something that takes connections and answers the wish for TLS with these bytes, and then cuts them off. */
    private Failure askedOf(String answer) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> {
                while (!other.isClosed()) {
                    try (Socket socket = other.accept()) {
                        socket.getInputStream().readNBytes(8);
                        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                        if (answer.equals("S")) {
                            socket.getInputStream().readNBytes(50);
                        }
                        // With what was sent to it unread or not, the other side gets a reset.
                        socket.setSoLinger(!answer.equals("N"), 0);
                    } catch (IOException closed) {
                        // The next one may come to more.
                    }
                }
            });
            return asked(
                    at("127.0.0.1", other.getLocalPort(), "sslmode=verify-full&sslrootcert=" + server.authority()));
        }
    }

    @Test
    void a_connection_that_is_reset_is_said_to_be_cut_off_and_nothing_of_trust() throws IOException {
        for (String answer : List.of("", "S")) {
            Failure failure = askedOf(answer);
            assertEquals(FailureClass.Unreachable, failure.kind());
            says("cut the connection off, or something in between did: ", "what its log says", failure);
            assertFalse(failure.toString().contains("SSL"), failure::toString);
            assertFalse(failure.summary().contains("safely"), failure::summary);
        }
    }

    @Test
    void a_server_without_tls_is_said_to_have_none() throws IOException {
        says("the server does not speak TLS, which sslmode demands", "Check the host and the port", askedOf("N"));
    }
}
