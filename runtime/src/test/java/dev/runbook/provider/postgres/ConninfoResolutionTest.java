package dev.runbook.provider.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.port.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConninfoResolutionTest {
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>(Map.of("HOME", "/home/ops", "USER", "ops"));

    private Conninfo complete(String text) {
        return new ConninfoResolution(new Texts(files), environment)
                .complete(Conninfo.parse(text, "the secret database"));
    }

    @Test
    void what_nobody_says_is_libpqs_default_over_tcp() {
        assertEquals(
                Map.of("host", "localhost", "user", "ops", "dbname", "ops"),
                complete("host=").keywords());
    }

    @Test
    void a_service_fills_in_what_the_text_leaves_open_and_the_environment_the_rest() {
        files.put(
                "/home/ops/.pg_service.conf",
                "# ours\n[other]\nhost=elsewhere\n\n[prod]\nhost=db.example.com\nuser=coder\npassword=hunter2\n");
        environment.put("PGPORT", "5433");
        environment.put("PGUSER", "nobody");
        Conninfo complete = complete("service=prod dbname=coder");
        assertEquals("db.example.com", complete.get("host").orElseThrow());
        assertEquals("coder", complete.get("user").orElseThrow());
        assertEquals("5433", complete.get("port").orElseThrow());
        assertEquals("hunter2", complete.get("password").orElseThrow());
        assertEquals(Optional.empty(), complete.get("service"));
    }

    @Test
    void a_service_that_is_nowhere_is_an_error_that_says_where_it_was_looked_for() {
        environment.put("PGSERVICEFILE", "/etc/our-services");
        Failure failure = assertThrows(Failed.class, () -> complete("prod")).failure();
        assertTrue(failure.summary().contains("/etc/our-services"), failure::summary);
        assertTrue(failure.advice().getLast().contains("dbname=prod"), failure.advice()::toString);
    }

    @Test
    void the_password_file_gives_the_password_of_the_first_line_that_fits() {
        environment.put("PGPASSFILE", "/run/pass");
        files.put("/run/pass", """
                # host:port:database:user:password
                db:5432:other:coder:no
                db:*:coder:co\\:der:one:with\\\\colon
                *:*:*:*:two
                """);
        assertEquals(
                Optional.of("one:with\\colon"),
                complete("host=db dbname=coder user=co:der").get("password"));
        assertEquals(
                Optional.of("two"), complete("host=db port=1 dbname=x user=y").get("password"));
        assertEquals(
                Optional.of("own"),
                complete("host=db dbname=coder user=y password=own").get("password"));
    }

    @Test
    void a_socket_is_refused_in_words() {
        Failure failure = assertThrows(Failed.class, () -> complete("host=/run/postgresql dbname=coder"))
                .failure();
        assertTrue(failure.summary().contains("over TCP only"), failure::summary);
    }

    /** Files in memory. */
    private record Texts(Map<String, String> texts) implements Workspace {
        @Override
        public boolean exists(String path) {
            return texts.containsKey(path);
        }

        @Override
        public boolean isInside(String path) {
            return !path.startsWith("/") && !path.startsWith("..");
        }

        @Override
        public byte[] read(String path) {
            return texts.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void replace(String path, byte[] content) {
            throw new UnsupportedOperationException(path);
        }

        @Override
        public void delete(String path) {
            throw new UnsupportedOperationException(path);
        }

        @Override
        public String absolute(String path) {
            return path;
        }
    }
}
