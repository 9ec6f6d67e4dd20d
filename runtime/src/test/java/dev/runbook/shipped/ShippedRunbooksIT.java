package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.kube.adapter.Testbed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs of update-coder.rb on a real control plane, with helm 3 and helm 4. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class ShippedRunbooksIT {
    private static final String VALUES = """
            host: coder.acme.example
            pods:
              acme.example/note: 'with: colons, and ''quotes'''
            service:
              testbed.runbook.dev/release-after: 2s
            """;

    @TempDir
    Path folder;

    private OperatorSandbox place(int helm) throws IOException {
        Files.writeString(folder.resolve("mine.yml"), VALUES);
        return new OperatorSandbox(folder, helm);
    }

    private static List<String> installed(OperatorSandbox place, String url, String version)
            throws IOException, InterruptedException {
        place.objects.createWorkspace();
        return place.install(url, version);
    }

    private static Run update(OperatorSandbox place, String url, String... more)
            throws IOException, InterruptedException {
        return place.updateCoder(url, OperatorSandbox.with(more, "--yes", "--yes-destroy"));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void an_update_goes_through_and_changes_nothing_else(int helm) throws Exception {
        try (OperatorSandbox place = place(helm)) {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.0");
            List<String> address = installed(place, url, "1.15.0");
            Map<String, String> workspace = place.objects.workspace();

            Run run = update(place, url, "version=1.16.0").ends(0);

            run.step("Upgrade Coder", "done");
            run.step("Check that everything the release owns is there and ready", "done");
            assertEquals("1.16.0", place.chartVersion("coder"));
            assertEquals(address, place.objects.awaitAddresses("ingress-nginx"));
            assertEquals(place.helm("get", "values", "coder", "--output=yaml"), place.file("current-values.yml"));
            assertEquals(workspace, place.objects.workspace());
            place.allIsThere("coder");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_first_install_needs_no_release(int helm) throws Exception {
        try (OperatorSandbox place = place(helm)) {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.0");
            Run run = update(place, url, "version=1.16.0").ends(0);
            run.step("Move at most one release ahead", "skipped").step("Upgrade Coder", "done");
            place.allIsThere("coder");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void the_latest_is_meant_when_no_version_is_given_and_a_second_run_changes_nothing(int helm) throws Exception {
        try (OperatorSandbox place = place(helm)) {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.0", "1.17.0-rc.1");
            installed(place, url, "1.15.0");
            Run first = update(place, url).ends(0);
            assertEquals("1.16.0", place.chartVersion("coder"));
            assertTrue(first.commands("helm.upgrade").getFirst().contains("--version=1.16.0"), first::said);

            Run second = update(place, url).ends(0).says("already");
            assertEquals(List.of(), second.commands("helm.upgrade"));
            assertEquals(
                    "2", place.helm("history", "coder", "--output=json").split("\"revision\"", -1).length - 1 + "");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_changed_selector_is_recovered_though_the_load_balancer_is_slow(int helm) throws Exception {
        try (OperatorSandbox place = place(helm)) {
            Files.writeString(folder.resolve("mine.yml"), VALUES.replace("2s", "12s"));
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
            List<String> address = installed(place, url, "1.15.0");
            Map<String, String> workspace = place.objects.workspace();

            Run run = update(place, url, "version=1.16.1").ends(0);

            assertEquals(FailureClass.ImmutableField, run.firstFailure());
            run.step("Upgrade Coder", "recovered").step("Wait until the old resources are gone", "done");
            run.says("service/ingress-nginx Terminating").says("finalizer service.kubernetes.io/load-balancer-cleanup");
            List<String> fresh = place.objects.awaitAddresses("ingress-nginx");
            assertNotEquals(address, fresh);
            run.says(fresh.getFirst());
            assertEquals(place.helm("get", "values", "coder", "--output=yaml"), place.file("current-values.yml"));
            assertEquals(
                    VALUES.replace("2s", "12s").contains("12s"),
                    place.file("current-values.yml").contains("12s"));
            assertEquals(workspace, place.objects.workspace());
            place.allIsThere("coder");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void helm_that_was_killed_in_the_middle_is_picked_up(int helm) throws Exception {
        try (OperatorSandbox place = place(helm)) {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.0");
            installed(place, url, "1.15.0");
            killedInTheMiddle(
                    place,
                    "coder",
                    "upgrade",
                    "coder",
                    "coder",
                    "--repo=" + url,
                    "--version=1.16.0",
                    "--reuse-values",
                    "--set-json=pods={\"testbed.runbook.dev/ready-after\":\"never\"}",
                    "--wait");

            Run run = update(place, url, "version=1.16.0").ends(0);

            assertEquals(FailureClass.OperationInProgress, run.firstFailure());
            run.step("Leave the interrupted operation", "done").step("Upgrade Coder", "recovered");
            assertTrue(!place.file("current-values.yml").contains("never"), "the values of the interrupted revision");
            place.allIsThere("coder");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_first_install_that_was_killed_in_the_middle_is_begun_anew(int helm) throws Exception {
        try (OperatorSandbox place = place(helm)) {
            String url = place.serve(Charts.coder(), "1.16.0");
            killedInTheMiddle(
                    place,
                    "coder",
                    "install",
                    "coder",
                    "coder",
                    "--repo=" + url,
                    "--values=mine.yml",
                    "--set-json=pods={\"testbed.runbook.dev/ready-after\":\"3s\"}",
                    "--wait");

            Run run = update(place, url).ends(0);

            assertEquals(FailureClass.OperationInProgress, run.firstFailure());
            run.step("Upgrade Coder", "recovered");
            place.allIsThere("coder");
        }
    }

    /** Helm writes the revision before it waits: when that is there, it is in the middle. */
    private static void killedInTheMiddle(OperatorSandbox place, String release, String... helm) throws Exception {
        Program program = place.helmStarts(helm);
        String revision = helm[0].equals("install") ? ".v1" : ".v2";
        Testbed.eventually(
                Duration.ofSeconds(30),
                "helm has begun: " + program.said(),
                () -> place.objects
                                .find("secret", "sh.helm.release.v1." + release + revision)
                                .isPresent()
                        && place.objects.find("deployment", "coderd").isPresent());
        program.kill();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_server_that_never_becomes_ready_ends_the_run_with_the_old_release_back(int helm) throws Exception {
        try (OperatorSandbox place = place(helm)) {
            String server = Charts.server(">=1.16.0", "testbed.runbook.dev/ready-after: never");
            String url = place.serve(Charts.coder(Map.of("server.yaml", server)), "1.15.0", "1.16.0");
            installed(place, url, "1.15.0");

            Run run = update(place, url, "version=1.16.0", "limit=4s").ends(1);

            assertEquals(FailureClass.NotReady, run.firstFailure());
            assertEquals("1.15.0", place.chartVersion("coder"));
            run.says("The values are in current-values.yml");
            place.allIsThere("coder");
        }
    }
}
