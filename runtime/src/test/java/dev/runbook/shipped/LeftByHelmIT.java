package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.failure.FailureClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A helm 4 that may not look at one kind ends an uninstall well, and leaves what is of that kind. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class LeftByHelmIT {
    @TempDir
    Path folder;

    /** A helm whose uninstalls cannot ask for deployments, as when the API server is away at that moment. */
    private Path forgetful(Place place) throws Exception {
        Path limited = place.testbed.kubeconfigWith(
                List.of(
                        Map.of(
                                "apiGroups", List.of(""),
                                "resources", List.of("secrets", "services", "configmaps", "serviceaccounts"),
                                "verbs", List.of("*")),
                        Map.of(
                                "apiGroups", List.of("apps"),
                                "resources", List.of("deployments"),
                                "verbs", List.of("list", "delete"))),
                folder);
        Path helm = Files.writeString(folder.resolve("forgetful-helm"), """
                #!/bin/sh
                if [ "$1" = uninstall ]; then
                  for argument; do
                    shift
                    case $argument in --kubeconfig=*) ;; *) set -- "$@" "$argument" ;; esac
                  done
                  set -- "$@" --kubeconfig=%s
                fi
                exec %s "$@"
                """.formatted(limited, place.helm()));
        assertTrue(helm.toFile().setExecutable(true));
        return helm;
    }

    @Test
    void a_reinstall_deletes_what_helm_has_left_and_goes_on() throws Exception {
        try (Place place = new Place(folder, 4)) {
            Files.writeString(folder.resolve("mine.yml"), "service:\n  testbed.runbook.dev/release-after: 2s\n");
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
            place.install(url, "1.15.0");
            Run run = place.exec(
                            forgetful(place),
                            Map.of(),
                            "update-coder.rb",
                            "repo_url=" + url,
                            "version=1.16.1",
                            "limit=2m",
                            "--yes",
                            "--yes-destroy")
                    .ends(0);
            assertEquals(FailureClass.ImmutableField, run.firstFailure());
            run.step("Uninstall Coder", "recovered").step("Delete what helm has left", "done");
            run.says("helm says that it is done, and has left what it could not verify: Deployment coderd");
            run.step("Install Coder again", "done");
            place.allIsThere("coder");
        }
    }

    @Test
    void an_uninstall_by_itself_is_not_taken_for_done() throws Exception {
        try (Place place = new Place(folder, 4)) {
            Files.writeString(folder.resolve("mine.yml"), "{}\n");
            place.install(place.serve(Charts.coder(), "1.15.0"), "1.15.0");
            Path runbook = Files.writeString(folder.resolve("away.rb"), """
                    runbook "Away"
                    param :namespace, "Where"
                    in_namespace namespace
                    step "Uninstall" do
                      helm.uninstall "coder"
                    end
                    """);
            place.exec(forgetful(place), Map.of(), runbook.toString(), "--yes-destroy")
                    .ends(1)
                    .says("has left what it could not verify: Deployment coderd")
                    .says("delete it by hand, or install the release again");
        }
    }
}
