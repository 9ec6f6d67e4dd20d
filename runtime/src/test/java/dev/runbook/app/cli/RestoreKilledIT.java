package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.provider.postgres.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores of a real database that are killed with SIGKILL, and carried on: by a pg_restore that kills its parent. */
class RestoreKilledIT {
    private static final int KILLED = 137;

    @TempDir
    private Path folder = Path.of("");

    private final TestServer server;
    private String named = "coder";

    RestoreKilledIT() throws IOException {
        server = TestServer.start();
    }

    /** How a process ended and what it said. */
    private record Ended(int code, String out) {}

    @BeforeEach
    void a_dump_of_two_users_and_a_database_with_three() throws Exception {
        server.sql("postgres", "create database coder");
        server.sql("coder", "create table users (id int)", "insert into users values (1), (2)");
        Files.writeString(folder.resolve("a.rb"), """
                runbook "A"
                secret :database, "PostgreSQL URL"
                step "Dump" do
                  postgres.dump database, to: "coder.dump"
                end
                """);
        assertEquals(0, runbook("exec", "a.rb").code());
        server.sql("coder", "insert into users values (3)");
        restoring("");
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path program = bin.resolve("pg_restore");
        Files.writeString(program, """
                #!/bin/sh
                case "$*" in *--version*) what=version;; *--list*) what=list;; *) what=restore;; esac
                %s "$@"
                code=$?
                if [ "$what" = "$(cat "$KILL_AT" 2>/dev/null)" ]; then rm "$KILL_AT"; kill -9 $PPID; fi
                exit $code
                """.formatted(found("pg_restore")));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void restoring(String more) throws IOException {
        Files.writeString(folder.resolve("b.rb"), """
                runbook "B"
                secret :database, "PostgreSQL URL"
                step "Go back" do
                  postgres.restore database, from: "coder.dump"%s
                end
                """.formatted(more));
    }

    private static Path found(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(part -> Path.of(part).resolve(program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private Ended runbook(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.runbook.app.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("RUNBOOK_PARAM_DATABASE", server.url(named));
        builder.environment().put("POSTGRES", server.url("postgres"));
        builder.environment().put("KILL_AT", folder.resolve("kill-at").toString());
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out);
    }

    private void killedAt(String what) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("kill-at"), what);
        Ended killed = runbook("exec", "b.rb");
        assertEquals(KILLED, killed.code(), killed.out());
    }

    private String databases() {
        return server.sql(
                "postgres",
                "select string_agg(datname, ' ' order by datname) from pg_database where datname like 'coder%'");
    }

    private String users(String database) {
        return server.sql(database, "select count(*) from users");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @Test
    void a_restore_that_never_happened_is_not_reported_as_done() throws Exception {
        server.sql("postgres", "create database coder_kept");
        restoring(", keep_as: \"coder_kept\"");
        killedAt("list");
        Ended resumed = runbook("resume");
        assertEquals(1, resumed.code(), resumed.out());
        assertTrue(
                oneLine(resumed.out()).contains("it is done again: database coder is still the one that was there"),
                resumed.out());
        assertTrue(oneLine(resumed.out()).contains("there is a database coder_kept already"), resumed.out());
        assertEquals("3", users("coder"));
        // What the action refused has left no doubt: another name is all that it takes.
        server.sql("postgres", "drop database coder_kept");
        Ended mended = runbook("resume");
        assertEquals(0, mended.code(), mended.out());
        assertEquals("2", users("coder"));
        assertEquals("3", users("coder_kept"));
    }

    @Test
    void what_was_half_made_is_dropped_and_the_restore_begun_anew() throws Exception {
        killedAt("restore");
        assertTrue(databases().matches("coder coder_restoring_\\d+"), databases());
        Ended resumed = runbook("resume");
        assertEquals(0, resumed.code(), resumed.out());
        assertTrue(
                oneLine(resumed.out()).contains("which this run had half restored before it was cut short"),
                resumed.out());
        assertEquals("coder coder_before_restore", databases());
        assertEquals("2", users("coder"));
        assertEquals("3", users("coder_before_restore"));
    }

    @Test
    void a_restore_that_was_done_is_not_done_again() throws Exception {
        assertEquals(0, runbook("exec", "b.rb").code());
        cutBehindTheIntent();
        Ended resumed = runbook("resume");
        assertEquals(0, resumed.code(), resumed.out());
        assertTrue(
                oneLine(resumed.out())
                        .contains(
                                "it was done before: database coder is a new one, and what was there before is kept as coder_before_restore"),
                resumed.out());
        assertEquals("coder coder_before_restore", databases());
        assertFalse(resumed.out().contains("Was this done?"), resumed.out());
    }

    @Test
    void a_database_that_was_made_anew_by_hand_is_asked_about() throws Exception {
        killedAt("list");
        server.sql("postgres", "drop database coder");
        server.sql("postgres", "create database coder");
        Ended resumed = runbook("resume");
        assertEquals(5, resumed.code(), resumed.out());
        assertTrue(oneLine(resumed.out()).contains("it was meant for database coder as it was (oid"), resumed.out());
        assertEquals("coder", databases());
    }

    /** Of so long a name PostgreSQL keeps no more than 63 bytes, and the time has to stand in them, too. */
    @Test
    void what_was_half_made_for_a_database_with_a_long_name_is_dropped_too() throws Exception {
        String name = "coder_" + "x".repeat(57);
        server.sql("postgres", "alter database coder rename to " + name);
        named = name;
        killedAt("restore");
        assertTrue(
                databases().matches("coder_x+_restoring_\\d+ coder_x+|coder_x+ coder_x+_restoring_\\d+"), databases());
        Ended resumed = runbook("resume");
        assertEquals(0, resumed.code(), resumed.out());
        assertTrue(oneLine(resumed.out()).contains("which this run had half restored"), resumed.out());
        assertFalse(databases().contains("restoring"), databases());
        assertEquals("2", users(name));
    }

    @Test
    void what_only_begins_like_one_that_is_being_restored_is_somebodys_own() throws Exception {
        server.sql("postgres", "create database coder_restoring_notes");
        server.sql("postgres", "create database coder_restoring_1234567890123");
        Ended done = runbook("exec", "b.rb");
        assertEquals(0, done.code(), done.out());
        assertFalse(done.out().contains("coder_restoring_notes"), done.out());
        assertTrue(
                oneLine(done.out())
                        .contains("database coder_restoring_1234567890123 is what an earlier restore has left"),
                done.out());
        assertTrue(databases().contains("coder_restoring_notes"), databases());
    }

    @Test
    void a_second_restore_is_refused_while_the_first_is_under_way() throws Exception {
        server.sql("postgres", "create database coder_restoring_1234567890123");
        try (Connection first = server.connect("coder_restoring_1234567890123")) {
            Ended refused = runbook("exec", "b.rb");
            assertEquals(1, refused.code(), refused.out());
            assertTrue(
                    oneLine(refused.out())
                            .contains(
                                    "another restore of coder is under way, into database coder_restoring_1234567890123: 1"
                                            + " connection of coderd"),
                    refused.out());
            assertTrue(first.isValid(5));
        }
        assertEquals("3", users("coder"));
        assertEquals(0, runbook("resume").code());
        assertEquals("2", users("coder"));
    }

    @Test
    void a_database_that_somebody_else_has_put_there_meanwhile_is_not_replaced() throws Exception {
        Files.writeString(folder.resolve("bin/pg_restore"), """
                #!/bin/sh
                case "$*" in *--version*|*--list*) ;; *)
                  psql "$POSTGRES" -q -c 'alter database coder rename to coder_theirs' -c 'create database coder'
                esac
                exec %s "$@"
                """.formatted(found("pg_restore")));
        Ended overtaken = runbook("exec", "b.rb");
        assertEquals(1, overtaken.code(), overtaken.out());
        assertTrue(
                oneLine(overtaken.out())
                        .contains("coder is no longer the database that was there when this restore began"),
                overtaken.out());
        assertEquals("3", users("coder_theirs"));
        assertTrue(databases().matches("coder coder_restoring_\\d+ coder_theirs"), databases());
    }

    /** As the journal would be if the process had been killed before it could write down the outcome. */
    private void cutBehindTheIntent() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve(".runbook/runs"))) {
            for (Path run : runs.filter(Files::isDirectory).toList()) {
                Path journal = run.resolve("journal.jsonl");
                List<String> lines = Files.readAllLines(journal);
                for (int i = 0; i < lines.size(); i++) {
                    if (lines.get(i).contains("\"action\":\"postgres.restore\"")) {
                        Files.writeString(journal, String.join("\n", lines.subList(0, i + 1)) + "\n");
                        return;
                    }
                }
            }
        }
    }
}
