package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.provider.postgres.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of runbooks that ask a real database. */
class DatabaseRunIT {
    private static Optional<TestServer> started = Optional.empty();

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void start() throws IOException {
        started = Optional.of(TestServer.start());
        started.get().sql("postgres", "create database coder");
        started.get().sql("coder", "create table users (id int)", "insert into users values (1), (2)");
    }

    @AfterAll
    static void stop() {
        started.ifPresent(TestServer::close);
    }

    private String written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private CommandResult run(String command, String runbook, String connection) throws IOException {
        String parameters = written("secrets.yml", "database: \"" + connection + "\"\n");
        return command.equals("plan")
                ? CommandResult.run("plan", runbook, "--params", parameters)
                : CommandResult.run(
                        command,
                        runbook,
                        "--params",
                        parameters,
                        "--runs",
                        folder.resolve("runs").toString());
    }

    private String runbook(String body) throws IOException {
        return written("a.rb", "runbook \"A\"\n\nsecret :database, \"PostgreSQL URL\", optional: true\n\n" + body);
    }

    @Test
    void a_plan_reads_the_database_and_says_what_is_known_after_a_restore() throws IOException {
        String dump = folder.resolve("coder.dump").toString();
        String runbook = runbook("""
                step "Ask" do
                  assert postgres(database).superuser?, "no superuser" if given? database
                end

                step "Go back" do
                  postgres.restore database, from: "%s"
                end

                step "Ask again" do
                  assert postgres(database).superuser?
                end
                """.formatted(dump));
        CommandResult plan = run("plan", runbook, started.orElseThrow().url("coder"));
        assertTrue(plan.out().contains("postgres(database).superuser?\n          holds"), plan::out);
        assertTrue(plan.out().contains("known after \"Go back\""), plan::out);
        assertFalse(Files.exists(Path.of(dump)));
    }

    @Test
    void the_password_stands_in_no_file_of_the_run_and_nothing_that_is_shown() throws IOException {
        String dump = folder.resolve("coder.dump").toString();
        String runbook = runbook("""
                step "Dump" do
                  postgres.dump database, to: "%s"
                end

                step "Leak" do
                  run "printenv", "LEAK", env: { LEAK: database }
                end
                """.formatted(dump));
        String keywords = "host=127.0.0.1 port=%d user=admin dbname=coder password='admin\\\\'s secret/@%%'"
                .formatted(started.orElseThrow().port());
        CommandResult done = run("exec", runbook, keywords);
        assertEquals(0, done.code(), () -> done.out() + done.err());
        assertTrue(done.out().contains("[secret database]"), done::out);
        List<String> texts = new java.util.ArrayList<>(List.of(done.out(), done.err()));
        try (Stream<Path> files = Files.walk(folder.resolve("runs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.add(Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        texts.add(Files.readString(folder.resolve("coder.dump.manifest.json")));
        texts.forEach(text -> assertFalse(text.contains("secret/@"), text));
    }

    @Test
    void without_a_database_nothing_of_the_driver_is_loaded() throws IOException, InterruptedException {
        String runbook = runbook("step \"Note\" do\n  note \"nothing\"\nend\n");
        Path loaded = folder.resolve("loaded.txt");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + loaded,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.runbook.app.cli.Main",
                        "exec",
                        runbook,
                        "--runs",
                        folder.resolve("runs").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, java.waitFor());
        String classes = Files.readString(loaded);
        assertTrue(
                classes.contains("dev.runbook.provider.postgres.PostgresServers"), "the list is not what it should be");
        assertFalse(classes.contains("org.postgresql"), "the driver was loaded");
    }
}
