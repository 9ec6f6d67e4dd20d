package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.language.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sites make of helm: wrappers and warnings on standard error decide nothing and hide nothing. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class HelmItselfIT {
    /** The server warns of these since Kubernetes 1.33. */
    private static final String DEPRECATED = """
            apiVersion: v1
            kind: Endpoints
            metadata: {name: legacy}
            subsets: [{addresses: [{ip: 192.0.2.7}], ports: [{port: 80}]}]
            """;

    @TempDir
    Path folder;

    private Path wrapper(Path helm) throws IOException {
        Path script = Files.createDirectories(folder.resolve("bin")).resolve("helm");
        Files.writeString(script, """
                #!/bin/sh
                echo "WARNING: Kubernetes configuration file is group-readable. This is insecure." >&2
                echo "Error: this is only what a site's wrapper says" >&2
                exec '%s' "$@"
                """.formatted(helm));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_wrapper_that_warns_is_as_good_as_helm(int helm) throws Exception {
        Files.writeString(folder.resolve("mine.yml"), "service: {testbed.runbook.dev/release-after: 1s}\n");
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            String url = place.serve(Charts.coder(Map.of("deprecated.yaml", DEPRECATED)), "1.15.0", "1.16.0", "1.16.1");
            place.install(url, "1.15.0");
            Path wrapper = wrapper(place.helm());

            Run clean = place.exec(wrapper, Map.of(), "update-coder.rb", "repo_url=" + url, "version=1.16.0", "--yes")
                    .ends(0);
            clean.step("Upgrade Coder", "done");

            Run mended = place.exec(
                            wrapper,
                            Map.of(),
                            "update-coder.rb",
                            "repo_url=" + url,
                            "version=1.16.1",
                            "--yes",
                            "--yes-destroy")
                    .ends(0);
            assertEquals(FailureClass.ImmutableField, mended.firstFailure());
            mended.step("Upgrade Coder", "recovered");
            place.allIsThere("coder");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void an_uninstall_whose_step_has_no_more_time_ends_by_itself_and_leaves_nothing_half_done(int helm)
            throws Exception {
        Files.writeString(folder.resolve("mine.yml"), "service: {testbed.runbook.dev/release-after: 6s}\n");
        Path runbook = Files.writeString(folder.resolve("take.rb"), """
                runbook "Take Coder away"

                param :namespace, "Namespace of Coder"

                step "Uninstall", timeout: 2.seconds do
                  helm.uninstall "coder", namespace: namespace, wait: true
                end
                """);
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            place.install(place.serve(Charts.coder(), "1.15.0"), "1.15.0");
            place.exec(runbook.toString(), "--yes-destroy").ends(1).says("took longer than its timeout of 2s");
            // Helm 4 lists a release that is half gone without being asked to.
            String all = helm == 3 ? "--all" : "--no-headers";
            assertEquals("", place.helm("list", "--short", all).strip());
        }
    }
}
