package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.kube.adapter.Testbed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Helm adopts a service that is being deleted, reports success, and then the service is gone for good. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class LostIngressIT {
    @TempDir
    Path folder;

    /** The values are there, as a run leaves them that has uninstalled the release. */
    private OperatorSandbox place(int helm, String releaseAfter) throws IOException {
        Files.writeString(
                folder.resolve("mine.yml"), "service: {testbed.runbook.dev/release-after: " + releaseAfter + "}\n");
        Files.copy(folder.resolve("mine.yml"), folder.resolve("current-values.yml"));
        return new OperatorSandbox(folder, helm);
    }

    @Test
    void plain_helm_loses_the_service() throws Exception {
        try (OperatorSandbox place = place(3, "6s")) {
            String url = place.serve(Charts.coder(), "1.15.0");
            place.install(url, "1.15.0");
            place.helm("uninstall", "coder");
            String said = place.helm(
                    "upgrade",
                    "coder",
                    "coder",
                    "--repo=" + url,
                    "--install",
                    "--atomic",
                    "--wait",
                    "--values=mine.yml");
            assertTrue(said.contains("STATUS: deployed"), said);
            Testbed.eventually(
                    Duration.ofSeconds(20),
                    "the service is lost",
                    () -> place.objects.find("service", "ingress-nginx").isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void the_runbook_waits_until_the_old_one_is_gone(int helm) throws Exception {
        try (OperatorSandbox place = place(helm, "never")) {
            String url = place.serve(Charts.coder(), "1.15.0");
            place.install(url, "1.15.0");
            String old = place.objects.get("service", "ingress-nginx").uid();
            place.helm("uninstall", "coder");

            Program program = place.execStarts(place.helm(), Map.of(), "update-coder.rb", "repo_url=" + url, "--yes");
            Testbed.eventually(
                    Duration.ofSeconds(60),
                    "the run waits for the old service",
                    () -> program.said().contains("service/ingress-nginx  Terminating"));
            assertTrue(!program.said().contains(" upgrade coder "), program::said);
            place.objects.patch(
                    "service",
                    "ingress-nginx",
                    Map.of("metadata", Map.of("annotations", Map.of("testbed.runbook.dev/release-after", "0s"))));

            Run run = place.ended(program).ends(0);

            run.step("Wait until nothing of the release is being deleted", "done");
            assertTrue(!place.objects.get("service", "ingress-nginx").uid().equals(old));
            place.allIsThere("coder");
        }
    }

    /** The cloud never lets go of the address: the run ends at its limit, and goes on when somebody has helped. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_load_balancer_that_never_lets_go_is_named_and_the_next_run_goes_on(int helm) throws Exception {
        try (OperatorSandbox place = place(helm, "never")) {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
            place.install(url, "1.15.0");
            String values = place.helm("get", "values", "coder", "--output=yaml");

            Run stuck = place.updateCoder(url, "version=1.16.1", "limit=6s", "--yes", "--yes-destroy")
                    .ends(1);
            assertEquals(FailureClass.ImmutableField, stuck.firstFailure());
            stuck.step("Wait until the old resources are gone", "failed")
                    .says("service/ingress-nginx Terminating")
                    .says("finalizer service.kubernetes.io/load-balancer-cleanup")
                    .says("The values are in current-values.yml");
            assertEquals(values, place.file("current-values.yml"));

            place.updateCoder(url, "version=1.16.1", "limit=6s", "--new", "--yes", "--yes-destroy")
                    .ends(1)
                    .step("Wait until nothing of the release is being deleted", "failed");

            place.objects.patch(
                    "service",
                    "ingress-nginx",
                    Map.of("metadata", Map.of("annotations", Map.of("testbed.runbook.dev/release-after", "0s"))));
            place.updateCoder(url, "version=1.16.1", "--new", "--yes", "--yes-destroy")
                    .ends(0);
            assertEquals(values, place.helm("get", "values", "coder", "--output=yaml"));
            place.allIsThere("coder");
        }
    }

    /** The garbage collector takes away what names an owner that is not there, a moment after helm was content. */
    @Test
    void the_last_step_misses_every_object_that_is_not_there() throws Exception {
        String fleeting = """
                {{- if semverCompare ">=1.16.0" .Chart.Version }}
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: fleeting
                  ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: nobody, uid: 11111111-2222-3333-4444-555555555555}]
                {{- end }}
                """;
        try (OperatorSandbox place = place(3, "1s")) {
            String url = place.serve(Charts.coder(Map.of("fleeting.yaml", fleeting)), "1.15.0", "1.16.0");
            place.install(url, "1.15.0");

            Run run = place.updateCoder(url, "version=1.16.0", "limit=10s", "--yes")
                    .ends(1);

            assertEquals(FailureClass.Timeout, run.firstFailure());
            run.step("Upgrade Coder", "done")
                    .step("Check that everything the release owns is there and ready", "failed")
                    .says("configmap/fleeting missing");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void an_uninstall_that_was_killed_is_finished_first(int helm) throws Exception {
        try (OperatorSandbox place = place(helm, "6s")) {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.0");
            place.install(url, "1.15.0");
            Program uninstall = place.helmStarts("uninstall", "coder", "--wait", "--cascade=foreground");
            Testbed.eventually(
                    Duration.ofSeconds(20),
                    "the service is being deleted",
                    () -> place.objects
                            .get("service", "ingress-nginx")
                            .text("metadata", "deletionTimestamp")
                            .isPresent());
            uninstall.kill();

            Run run = place.updateCoder(url, "version=1.16.0", "--yes", "--yes-destroy")
                    .ends(0);

            run.step("Leave the interrupted operation", "done").step("Upgrade Coder", "recovered");
            place.allIsThere("coder");
        }
    }
}
