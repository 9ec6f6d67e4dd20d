package dev.runbook.provider.postgres;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.port.Processes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sizes, names and versions, and what of a program's words counts. */
class WordsTest {
    @Test
    void sizes_are_in_powers_of_a_thousand() {
        assertEquals("0 bytes", Sizes.bytes(0));
        assertEquals("1.00 kB", Sizes.bytes(1000));
        assertEquals("84.2 MB", Sizes.bytes(84_213_000));
        assertEquals("1.00 GB", Sizes.bytes(999_990_000));
    }

    @Test
    void a_long_name_is_cut_between_characters_so_that_what_is_added_stays() {
        String name = "🐘".repeat(15);
        String longer = DatabaseNames.with(name, "_before_restore");
        assertEquals("🐘".repeat(12) + "_before_restore", longer);
        assertTrue(longer.getBytes(StandardCharsets.UTF_8).length <= 63);
        assertEquals("coder_before_restore", DatabaseNames.with("coder", "_before_restore"));
    }

    @Test
    void a_name_that_postgresql_would_cut_is_refused() {
        assertThrows(Failed.class, () -> DatabaseNames.held("x".repeat(64)));
        assertEquals("x".repeat(63), DatabaseNames.held("x".repeat(63)));
    }

    private static String version(String printed) throws InterruptedException {
        return new Tools(new Says(printed)).version(Tools.DUMP).text();
    }

    @Test
    void the_version_is_read_from_what_every_packager_prints() throws InterruptedException {
        assertEquals("15.14", version("pg_dump (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n"));
        assertEquals("9.6.24", version("pg_dump (PostgreSQL) 9.6.24\n"));
        assertEquals("18", version("pg_dump (PostgreSQL) 18beta1\n"));
    }

    @Test
    void a_pg_dump_that_is_older_than_the_server_is_refused_and_a_newer_one_is_not() {
        Failed failed = assertThrows(Failed.class, () -> Tools.fit(of("14.9"), server("15.2")));
        assertEquals(
                "pg_dump 14.9 is older than the server, which is PostgreSQL 15.2, and cannot dump it",
                failed.failure().summary());
        assertDoesNotThrow(() -> Tools.fit(of("15.1"), server("15.14")));
        assertDoesNotThrow(() -> Tools.fit(of("17.0"), server("9.6.24")));
        assertThrows(Failed.class, () -> Tools.fit(of("9.5.1"), server("9.6.24")));
    }

    @Test
    void of_a_verbose_program_only_the_errors_say_what_went_wrong() {
        Failed failed = new Failed(Tools.failure(
                List.of("pg_dump"), new Processes.Result(Processes.End.EXITED, 1, "", """
                        pg_dump: last built-in OID is 16383
                        pg_dump: reading schemas
                        pg_dump: error: query failed: server closed the connection unexpectedly
                        """, Duration.ZERO)));
        assertEquals(
                "pg_dump: error: query failed: server closed the connection unexpectedly",
                failed.failure().summary());
        assertEquals(FailureClass.Unreachable, failed.failure().kind());
    }

    private static SemanticVersion of(String text) {
        return SemanticVersion.parse(text).orElseThrow();
    }

    private static Databases.Server server(String version) {
        return new Databases.Server(of(version), "coder", true, Optional.empty(), true, false);
    }

    /** Programs that all print the same. */
    private record Says(String out) implements Processes {
        @Override
        public Result run(Request request, Output output) {
            return new Result(End.EXITED, 0, out, "", Duration.ZERO);
        }

        @Override
        public boolean runs(long pid, Instant started) {
            return false;
        }

        @Override
        public List<Running> adopt(long pid) {
            return List.of();
        }

        @Override
        public Optional<String> find(String program) {
            return Optional.of(program);
        }
    }
}
