package dev.runbook.provider.http.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsServer;
import dev.runbook.provider.http.Web;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the certificates of real TLS servers. */
class CertificatesIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    static Path folder;

    private static Certificates certificates;

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        certificates = new Certificates(folder);
    }

    private static Web.PageResponse get(HttpsServer server, boolean trusted) throws Exception {
        Optional<String> ca = trusted ? Optional.of(Files.readString(certificates.ca())) : Optional.empty();
        try {
            return new JdkWeb()
                    .get(new Web.PageRequest(
                            "https://localhost:" + server.getAddress().getPort() + "/", LIMIT, ca));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_good_certificate_is_accepted_and_its_end_is_known() throws Exception {
        Web.PageResponse response = get(certificates.server("localhost", "-1d", 30), true);
        assertEquals("well", response.body(), response::problem);
        Duration left =
                Duration.between(Instant.now(), response.certificateEnds().orElseThrow());
        assertTrue(left.toDays() >= 28 && left.toDays() <= 29, left::toString);
    }

    @Test
    void an_issuer_that_is_not_trusted_is_named() throws Exception {
        Web.PageResponse response = get(certificates.server("localhost", "-2d", 30), false);
        assertEquals(
                "its certificate is from an issuer that is not trusted here: CN=Test CA; a private one is given with ca:",
                response.problem());
    }

    @Test
    void another_name_is_told_with_the_names_that_it_has() throws Exception {
        Web.PageResponse response = get(certificates.server("other.example.com", "-1d", 30), true);
        assertEquals("its certificate has another name: it is for other.example.com", response.problem());
    }

    @Test
    void one_that_has_expired_is_told_with_its_day() throws Exception {
        Web.PageResponse response = get(certificates.server("localhost", "-10d", 3), true);
        assertTrue(
                response.problem().matches("its certificate expired on \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC"),
                response::problem);
    }

    @Test
    void one_that_is_not_valid_yet_is_told_with_its_day() throws Exception {
        Web.PageResponse response = get(certificates.server("localhost", "+2d", 3), true);
        assertTrue(response.problem().startsWith("its certificate is valid only from "), response::problem);
    }

    @Test
    void a_ca_file_without_certificates_is_told() throws Exception {
        Web.PageResponse response = new JdkWeb()
                .get(new Web.PageRequest("https://localhost:1/", LIMIT, Optional.of("this is no certificate\n")));
        assertTrue(response.problem().startsWith("the CA certificates cannot be read: "), response::problem);
    }
}
