package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.InstalledProgram;
import dev.runbook.Prerequisite;
import dev.runbook.provider.postgres.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * restore-database.rb with an application in a real cluster and its database in a real server: killed in the middle, in
 * doubt, or failed, it is carried on, and the application stands still for as long as nobody knows what the restore did.
 */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class RestoreDoubtIT {
    private static final int KILLED = 137;
    private static final String RESTORE = "Restore the snapshot";

    @TempDir
    Path folder;

    private TestServer server;
    private OperatorSandbox place;

    @BeforeAll
    static void theControlPlaneIsHere() {
        Prerequisite.CONTROL_PLANE.orSkip();
        Prerequisite.POSTGRES.orSkip();
    }

    @BeforeEach
    void an_application_and_a_snapshot_of_its_two_users() throws Exception {
        server = TestServer.start();
        place = new OperatorSandbox(folder, 3);
        server.sql("postgres", "create database coder");
        server.sql("coder", "create table users (id int)", "insert into users values (1), (2)");
        Files.writeString(folder.resolve("mine.yml"), "replicas: 2\n");
        place.install(place.serve(Charts.coder(), "1.15.0"), "1.15.0");
        place.exec(place.helm(), environment(), "snapshot-database.rb", "to=a.dump", "--yes")
                .ends(0);
        server.sql("coder", "insert into users values (3)");
        Path program = Files.createDirectory(folder.resolve("bin")).resolve("pg_restore");
        Files.writeString(
                program, """
                #!/bin/sh
                case "$*" in *--version*|*--list*) what=look;; *) what=restore;; esac
                %s "$@"
                code=$?
                if [ $what = restore ] && rm "$KILL_AT" 2>/dev/null; then kill -9 $PPID; fi
                exit $code
                """.formatted(InstalledProgram.find("pg_restore").orElseThrow()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void stop() {
        place.close();
        server.close();
    }

    private Map<String, String> environment() {
        return Map.of(
                "RUNBOOK_PARAM_DATABASE",
                server.url("coder"),
                "KILL_AT",
                folder.resolve("kill-at").toString(),
                "PATH",
                folder.resolve("bin") + ":" + System.getenv("PATH"));
    }

    private Run restore(String... more) throws IOException, InterruptedException {
        return place.exec(
                place.helm(),
                environment(),
                "restore-database.rb",
                OperatorSandbox.with(more, "from=a.dump", "--yes", "--yes-destroy"));
    }

    private Run resume(String... options) throws IOException, InterruptedException {
        return place.resume(environment(), OperatorSandbox.with(options, "--yes", "--yes-destroy"));
    }

    private void killedInTheMiddle() throws IOException, InterruptedException {
        Files.createFile(folder.resolve("kill-at"));
        restore().ends(KILLED);
        pods("0");
    }

    private void pods(String wanted) {
        assertEquals(
                Optional.of(wanted), place.objects.get("deployment", "coderd").text("spec", "replicas"));
    }

    private String users(String database) {
        return server.sql(database, "select count(*) from users");
    }

    @Test
    void what_was_half_restored_is_begun_anew_without_a_question() throws Exception {
        killedInTheMiddle();

        resume().ends(0).doesNotSay("Was this done?");

        assertEquals("2", users("coder"));
        assertEquals("3", users("coder_before_restore"));
        pods("2");
    }

    @Test
    void while_nobody_says_whether_it_was_done_the_application_stands_still_and_an_answer_is_heard_later()
            throws Exception {
        killedInTheMiddle();
        // Somebody makes the database anew: nobody can tell by its number what the restore did.
        server.sql("postgres", "drop database coder");
        server.sql("postgres", "create database coder");

        resume().ends(5).says("it was meant for database coder as it was").says("--in-doubt '" + RESTORE + "=");
        pods("0");
        resume().ends(5).step("Start the application");
        pods("0");

        resume("--in-doubt", RESTORE + "=again").ends(0).step("Start the application", "done");
        assertEquals("2", users("coder"));
        pods("2");
    }

    @Test
    void a_word_that_it_was_done_starts_the_application_with_what_is_there() throws Exception {
        killedInTheMiddle();
        server.sql("postgres", "drop database coder");
        server.sql("postgres", "create database coder");
        server.sql("coder", "create table users (id int)");

        resume("--in-doubt", RESTORE + "=done").ends(0).step(RESTORE, "done");

        assertEquals("0", users("coder"));
        pods("2");
    }

    @Test
    void a_restore_that_failed_is_carried_on_with_the_application_stopped_again() throws Exception {
        server.sql("postgres", "create database kept");

        restore("keep_as=kept").ends(1).says("there is a database kept already").step("Start the application", "done");
        pods("2");
        assertEquals("3", users("coder"));

        server.sql("postgres", "drop database kept");
        resume().ends(0).says("deployment(release: release).replicas == 0 is not true any more");
        assertEquals("2", users("coder"));
        assertEquals("3", users("kept"));
        pods("2");
    }
}
