package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.Prerequisite;
import dev.runbook.provider.postgres.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whole updates of a release that has its database in a real server, and the way back there. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class DatabaseIT {
    private static final String CONTENT =
            "select count(*) || ' ' || md5(string_agg(u::text, ',' order by id)) from users u";

    @TempDir
    Path folder;

    @BeforeAll
    static void theControlPlaneIsHere() {
        Prerequisite.CONTROL_PLANE.orSkip();
    }

    private Run exec(OperatorSandbox place, TestServer server, String runbook, String... arguments)
            throws IOException, InterruptedException {
        return place.exec(
                place.helm(),
                Map.of("RUNBOOK_PARAM_DATABASE", server.url("coder")),
                runbook,
                OperatorSandbox.with(arguments, "--yes", "--yes-destroy"));
    }

    private static String foretold(
            OperatorSandbox place, Map<String, String> environment, String url, int code, String verdict)
            throws IOException, InterruptedException {
        Program.Ended plan = place.foreseeStarts(
                        place.helm(), environment, "update-coder.rb", "version=1.16.0", "repo_url=" + url)
                .end();
        assertEquals(code, plan.exit(), plan.said());
        assertTrue(plan.said().contains(verdict), plan.said());
        return plan.said();
    }

    private static void fill(TestServer server) {
        server.sql("postgres", "create database coder");
        server.sql(
                "coder",
                "create table users (id int primary key, name text)",
                "insert into users select g, 'user ' || g from generate_series(1, 5000) g");
    }

    @Test
    void after_an_update_with_a_recovery_the_database_goes_back_to_what_it_was() throws Exception {
        Files.writeString(
                folder.resolve("mine.yml"), "service: {testbed.runbook.dev/release-after: 1s}\nreplicas: 2\n");
        try (TestServer server = TestServer.start();
                OperatorSandbox place = new OperatorSandbox(folder, 4)) {
            fill(server);
            String before = server.sql("coder", CONTENT);
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
            place.install(url, "1.15.0");

            Run update = exec(place, server, "update-coder.rb", "version=1.16.1", "repo_url=" + url)
                    .ends(0);

            update.step("Check that the database user is a superuser", "done")
                    .step("Take a snapshot of the database", "done")
                    .step("Upgrade Coder", "recovered")
                    .says("The database user is a superuser: superuser")
                    .says("1 table with 5,000 rows")
                    .doesNotSay("restore-database.rb");
            // As the new version's migration would.
            server.sql("coder", "delete from users where id > 10", "alter table users drop column name");

            Run restore = exec(place, server, "restore-database.rb", "from=coder-before-update.dump")
                    .ends(0);

            restore.step("Stop the application", "done").step("Restore the snapshot", "done");
            assertEquals(before, server.sql("coder", CONTENT));
            assertEquals("10", server.sql("coder_before_restore", "select count(*) from users"));
            assertEquals(
                    Optional.of("2"), place.objects.get("deployment", "coderd").text("spec", "replicas"));
            assertFalse(place.objects
                    .get("deployment", "coderd")
                    .content()
                    .toString()
                    .contains("replicas-before-restore"));
            assertFalse(update.said().contains("secret/@") || restore.said().contains("secret/@"));
        }
    }

    @Test
    void an_update_that_does_not_come_up_names_the_command_that_goes_back() throws Exception {
        Files.writeString(folder.resolve("mine.yml"), "service: {testbed.runbook.dev/release-after: 1s}\n");
        try (TestServer server = TestServer.start();
                OperatorSandbox place = new OperatorSandbox(folder, 3)) {
            fill(server);
            String never = Charts.server(">=1.16.0", "testbed.runbook.dev/ready-after: never");
            String url = place.serve(Charts.coder(Map.of("server.yaml", never)), "1.15.0", "1.16.0");
            place.install(url, "1.15.0");
            server.user("plain", "");
            Map<String, String> plain = Map.of(
                    "RUNBOOK_PARAM_DATABASE",
                    "host=127.0.0.1 port=%d dbname=coder user=plain password='plain\\'s secret'"
                            .formatted(server.port()));

            foretold(place, plain, url, 1, "WILL FAIL: the database user is no superuser");
            String nobody = "postgresql://coder:secret@127.0.0.1:1/coder";
            foretold(
                    place,
                    Map.of("RUNBOOK_PARAM_DATABASE", nobody),
                    url,
                    3,
                    "CANNOT BE KNOWN: database coder at 127.0.0.1:1 does not answer");
            String asked =
                    foretold(place, Map.of("RUNBOOK_PARAM_DATABASE", server.url("coder")), url, 0, "WILL SUCCEED");
            assertFalse(asked.contains("is looked up outside"), asked);

            Run refused = place.exec(
                            place.helm(), plain, "update-coder.rb", "version=1.16.0", "repo_url=" + url, "--yes")
                    .ends(1);

            refused.step("Check that the database user is a superuser", "failed")
                    .says("no_superuser=");
            assertEquals("1.15.0", place.chartVersion("coder"));

            Run failed = exec(
                            place,
                            server,
                            "update-coder.rb",
                            "version=1.16.0",
                            "repo_url=" + url,
                            "limit=4s",
                            "no_superuser=I know that the database user is no superuser")
                    .ends(1);

            failed.step("Take a snapshot of the database", "done")
                    .says("The guide asks for a superuser")
                    .says("I know that the database user is no superuser")
                    .says(
                            "runbook exec --new restore-database.rb from=coder-before-update.dump release=coder namespace="
                                    + place.namespace);
            assertTrue(Files.exists(folder.resolve("coder-before-update.dump")));
        }
    }
}
