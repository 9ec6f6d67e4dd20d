package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.provider.dns.adapter.Bind;
import dev.runbook.provider.dns.adapter.Relay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs that change a record of a real BIND and wait for its secondary. */
class DnsWaitIT {
    @TempDir
    private Path folder = Path.of("");

    private CommandResult exec(String runbook, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("point.rb"), runbook);
        Path secrets = Files.writeString(folder.resolve("secrets.yml"), "dns_key: " + Bind.key() + "\n");
        return CommandResult.run(Stream.concat(
                        Stream.of(
                                "exec",
                                file.toString(),
                                "--params",
                                secrets.toString(),
                                "--runs",
                                folder.resolve("runs").toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static String flat(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @Test
    void the_secondary_that_still_answers_the_old_address_has_its_line_until_it_does_not() throws Exception {
        try (Bind primary = Bind.primary(Files.createDirectory(folder.resolve("primary")));
                Bind secondary = primary.secondary(Files.createDirectory(folder.resolve("secondary")))) {
            CommandResult done = exec("""
                    runbook "Point"

                    param :primary,   "Primary"
                    param :servers,   "All servers"
                    secret :dns_key,  "Key"

                    step "Point the name" do
                      dns.update "coder.runbook.test", "198.51.100.4", at: primary, key: dns_key
                    end

                    step "Wait for the servers" do
                      wait up_to: 2.minutes, every: 1.second until dns.points_at?("coder.runbook.test", "198.51.100.4", at: servers)
                    end
                    """, "primary=" + primary.at(), "servers=" + primary.at() + "," + secondary.at());
            assertEquals(0, done.code(), () -> done.out() + done.err());
            assertTrue(
                    flat(done.out())
                            .contains("coder.runbook.test at " + secondary.at() + " answers A 203.0.113.7 TTL 5m"),
                    done::out);
            assertFalse(done.out().contains("coder.runbook.test at " + primary.at()), done::out);
            assertEquals("", leftBehind(Bind.SECRET), "the key is in what the run leaves behind");
            assertTrue(!leftBehind("was A 203.0.113.7").isEmpty(), "the journal does not tell the old record");
        }
    }

    @Test
    void beside_the_server_that_is_named_every_server_of_the_zone_is_asked() throws Exception {
        try (Bind primary = Bind.primary(Files.createDirectory(folder.resolve("primary")));
                Bind _ = primary.secondary(Files.createDirectory(folder.resolve("secondary")));
                Relay _ = primary.relay()) {
            CommandResult done = exec("""
                    runbook "Point"

                    param :primary,   "Primary"
                    secret :dns_key,  "Key"

                    step "Point the name" do
                      dns.update "coder.runbook.test", "198.51.100.4", at: primary, key: dns_key
                      wait up_to: 2.minutes, every: 1.second until dns.points_at?("coder.runbook.test", "198.51.100.4", at: primary, all_servers: true)
                    end
                    """, "primary=" + primary.at());
            assertEquals(0, done.code(), () -> done.out() + done.err());
            assertTrue(
                    flat(done.out()).contains("coder.runbook.test at ns2.runbook.test answers A 203.0.113.7 TTL 5m"),
                    done::out);
            assertFalse(done.out().contains("ns1.runbook.test"), done::out);
        }
    }

    @Test
    void what_a_failed_step_has_changed_is_put_back() throws Exception {
        try (Bind primary = Bind.primary(Files.createDirectory(folder.resolve("primary")))) {
            CommandResult failed = exec("""
                    runbook "Try"

                    param :primary,   "Primary"
                    secret :dns_key,  "Key"

                    old = dns.lookup("coder.runbook.test", at: primary)

                    step "Point the name" do
                      dns.update "coder.runbook.test", "198.51.100.4", at: primary, key: dns_key
                      run "false"

                    rescue CommandFailed => failure
                      dns.update "coder.runbook.test", old, at: primary, key: dns_key, expect: "198.51.100.4", remove: true
                      raise failure
                    end
                    """, "primary=" + primary.at());
            assertEquals(1, failed.code(), failed::err);
            assertTrue(
                    flat(failed.out()).contains("coder.runbook.test was A 198.51.100.4, TTL 5m and is A 203.0.113.7"),
                    failed::out);
        }
    }

    private String leftBehind(String text) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("runs"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> content(file).contains(text))
                    .map(Path::toString)
                    .collect(Collectors.joining(", "));
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
