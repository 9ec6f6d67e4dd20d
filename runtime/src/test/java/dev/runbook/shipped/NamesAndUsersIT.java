package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.sun.net.httpserver.HttpsServer;
import dev.runbook.Prerequisite;
import dev.runbook.provider.dns.adapter.Bind;
import dev.runbook.provider.dns.adapter.Relay;
import dev.runbook.provider.http.adapter.Certificates;
import dev.runbook.provider.postgres.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whole updates of a release whose names are in a real BIND and whose users come through a real TLS server. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class NamesAndUsersIT {
    private static final String HOST = "coder.runbook.test";
    private static final String DEVURLS = "*.dev.runbook.test";

    @TempDir
    Path folder;

    private Bind bind;
    private Bind secondary;
    private Relay second;
    private HttpsServer users;
    private Path ca;

    /** Before all, as what is skipped in the middle of a beginning is ended all the same. */
    @BeforeAll
    static void serversAreHere() {
        Prerequisite.CONTROL_PLANE.orSkip();
        Prerequisite.BIND.orSkip();
        Prerequisite.NSUPDATE.orSkip();
    }

    @BeforeEach
    void serve() throws Exception {
        Files.writeString(folder.resolve("mine.yml"), "service:\n  testbed.runbook.dev/release-after: 2s\n");
        bind = Bind.primary(Files.createDirectory(folder.resolve("bind")));
        secondary = bind.secondary(Files.createDirectory(folder.resolve("secondary")));
        second = bind.relay();
        Certificates certificates = new Certificates(Files.createDirectory(folder.resolve("tls")));
        users = certificates.server(HOST, "-1d", 30);
        ca = certificates.ca();
    }

    @AfterEach
    void stop() {
        second.close();
        secondary.close();
        bind.close();
        users.stop(0);
    }

    /** Java of the run finds the TLS server of the test under the name of the release. */
    private Map<String, String> environment() throws IOException {
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n127.0.0.1 " + HOST + "\n");
        return Map.of(
                "JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts,
                "RUNBOOK_PARAM_DNS_KEY", Bind.key(),
                "ACME_DNS_SERVER", bind.at().replace(":", " "));
    }

    private Run update(OperatorSandbox place, String url, String... more) throws IOException, InterruptedException {
        return update(place, environment(), url, more);
    }

    private Run update(OperatorSandbox place, Map<String, String> secrets, String url, String... more)
            throws IOException, InterruptedException {
        return update("update-coder.rb", place, secrets, url, more);
    }

    private Run update(String runbook, OperatorSandbox place, Map<String, String> secrets, String url, String... more)
            throws IOException, InterruptedException {
        return place.exec(
                place.helm(),
                secrets,
                runbook,
                OperatorSandbox.with(
                        more,
                        "repo_url=" + url,
                        "version=1.16.1",
                        "host=" + HOST,
                        "devurl_host=" + DEVURLS,
                        "dns_server=" + bind.at(),
                        "health=https://" + HOST + ":" + users.getAddress().getPort() + "/healthz",
                        "health_ca=" + ca,
                        "--yes",
                        "--yes-destroy"));
    }

    @Test
    void a_failure_is_recovered_the_records_follow_the_address_and_the_snapshot_brings_the_rows_back()
            throws Exception {
        try (TestServer database = TestServer.start();
                OperatorSandbox place = new OperatorSandbox(folder, 4)) {
            database.sql("postgres", "create database coder");
            database.sql("coder", "create table users as select g as id from generate_series(1, 100) g");
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
            String before = place.install(url, "1.15.0").getFirst();
            bind.point(HOST, before);
            bind.point(DEVURLS, before);

            Map<String, String> secrets = new HashMap<>(environment());
            secrets.put("RUNBOOK_PARAM_DATABASE", database.url("coder"));
            Run run = update(place, secrets, url, "dns=rfc2136").ends(0);

            String after = place.objects.awaitAddresses("ingress-nginx").getFirst();
            assertNotEquals(before, after);
            run.step("Take a snapshot of the database", "done")
                    .step("Upgrade Coder", "recovered")
                    .step("Point DNS at the new address", "done")
                    .step("Check that users are served", "done")
                    .says(HOST + " was A " + before + ", TTL 5m and is A " + after)
                    .says(DEVURLS + " was A " + before + ", TTL 5m and is A " + after);
            assertEquals(List.of(after), bind.addresses(HOST));
            assertEquals(List.of(after), bind.addresses("mine.dev.runbook.test"));
            assertFalse(run.said().contains(Bind.SECRET), run::said);
            place.allIsThere("coder");

            database.sql("coder", "delete from users where id > 10");
            place.exec(
                            place.helm(),
                            secrets,
                            "restore-database.rb",
                            "from=coder-before-update.dump",
                            "--yes",
                            "--yes-destroy")
                    .ends(0);
            assertEquals("100", database.sql("coder", "select count(*) from users"));
        }
    }

    @Test
    void a_key_that_may_not_change_every_name_ends_the_update_before_anything_is_changed() throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, 3)) {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
            place.install(url, "1.15.0");
            Map<String, String> secrets = new HashMap<>(environment());
            secrets.put("RUNBOOK_PARAM_DNS_KEY", Bind.key().replace("update-key", "one-name-key"));

            Run run = update(place, secrets, url, "dns=rfc2136").ends(1);

            run.step("Check how names are pointed at a new address", "failed")
                    .says("refuses to change " + DEVURLS + " with this key");
            assertEquals("1.15.0", place.chartVersion("coder"));
        }
    }

    @Test
    void a_name_that_somebody_else_changes_during_the_update_is_not_overwritten() throws Exception {
        Path other = Files.writeString(folder.resolve("somebody-else"), """
                #!/bin/sh
                printf 'server %%s\nupdate delete %s A\nupdate add %s 60 A 192.0.2.66\nsend\n' "$ACME_DNS_SERVER" |
                  nsupdate -y 'hmac-sha256:update-key:%s'
                """.formatted(HOST, HOST, Bind.SECRET));
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwx------"));
        Path edition = Files.writeString(folder.resolve("edition.rb"), """
                runbook "Update Coder while somebody else is at work"

                extends "update-coder.rb"

                before "Point DNS at the new address" do
                  step "Somebody else" do
                    run "%s"
                  end
                end
                """.formatted(other));
        try (OperatorSandbox place = new OperatorSandbox(folder, 3)) {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
            bind.point(HOST, place.install(url, "1.15.0").getFirst());

            Run run = update(edition.toString(), place, environment(), url, "dns=rfc2136")
                    .ends(1);

            run.step("Point DNS at the new address", "failed")
                    .says(HOST + " is A 192.0.2.66 on " + bind.at())
                    .says("somebody else has changed it");
            assertEquals(List.of("192.0.2.66"), bind.addresses(HOST));
        }
    }

    @Test
    void the_command_of_a_provider_changes_the_records_as_well() throws Exception {
        Path acme = Files.writeString(folder.resolve("acme-dns"), """
                #!/bin/sh
                printf 'server %%s\\nupdate delete %%s %%s\\nupdate add %%s 60 %%s %%s\\nsend\\n' \\
                  "$ACME_DNS_SERVER" "$1" "$2" "$1" "$2" "$3" | nsupdate -y 'hmac-sha256:update-key:%s'
                """.formatted(Bind.SECRET));
        Files.setPosixFilePermissions(acme, PosixFilePermissions.fromString("rwx------"));
        try (OperatorSandbox place = new OperatorSandbox(folder, 3)) {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
            place.install(url, "1.15.0");

            Run run = update(place, url, "dns=command", "dns_program=" + acme, "dns_arguments={name},{type},{value}")
                    .ends(0);

            String after = place.objects.awaitAddresses("ingress-nginx").getFirst();
            run.step("Point DNS at the new address", "done").step("Check that users are served", "done");
            assertEquals(List.of(after), bind.addresses(HOST));
            assertEquals(List.of(after), bind.addresses("mine.dev.runbook.test"));
        }
    }

    @Test
    void what_the_chosen_way_lacks_ends_the_run_before_anything_is_changed() throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, 3)) {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
            place.install(url, "1.15.0");
            update(place, url, "dns=command").ends(1).says("dns=command needs dns_program");
            assertEquals("1.15.0", place.chartVersion("coder"));
        }
    }
}
