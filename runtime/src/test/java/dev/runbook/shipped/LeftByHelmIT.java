package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.kube.adapter.SilentFront;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A helm 4 that cannot look at an object, as it may not or the API server is away just then, ends an uninstall well and
 * leaves the object.
 */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class LeftByHelmIT {
    @TempDir
    Path folder;

    /** A helm whose uninstalls cannot ask for deployments, as when the API server is away at that moment. */
    private Path forgetful(OperatorSandbox place) throws Exception {
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
        return uninstallingWith(limited, place);
    }

    /** The real helm, which uninstalls by another kubeconfig. */
    private Path uninstallingWith(Path kubeconfig, OperatorSandbox place) throws Exception {
        Path helm = Files.writeString(folder.resolve("other-helm"), """
                #!/bin/sh
                if [ "$1" = uninstall ]; then
                  for argument; do
                    shift
                    case $argument in --kubeconfig=*) ;; *) set -- "$@" "$argument" ;; esac
                  done
                  set -- "$@" --kubeconfig=%s
                fi
                exec %s "$@"
                """.formatted(kubeconfig, place.helm()));
        assertTrue(helm.toFile().setExecutable(true));
        return helm;
    }

    @Test
    void a_reinstall_deletes_what_helm_has_left_and_goes_on() throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, 4)) {
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

    /** A front behind which the API server is away from the moment when helm asks for coderd, for 10 seconds. */
    private SilentFront front(OperatorSandbox place) throws Exception {
        String coderd = "GET /apis/apps/v1/namespaces/" + place.namespace + "/deployments/coderd";
        return new SilentFront(place.testbed, coderd, Files.createDirectory(folder.resolve("tls")));
    }

    private Path throughFront(OperatorSandbox place, SilentFront front) throws Exception {
        Path all = place.testbed.kubeconfigWith(
                List.of(Map.of("apiGroups", List.of("*"), "resources", List.of("*"), "verbs", List.of("*"))), folder);
        return uninstallingWith(front.kubeconfig(all), place);
    }

    private Program reinstalls(OperatorSandbox place, Path helm) throws Exception {
        Files.writeString(folder.resolve("mine.yml"), "service:\n  testbed.runbook.dev/release-after: 2s\n");
        String url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
        place.install(url, "1.15.0");
        return place.execStarts(
                helm,
                Map.of(),
                "update-coder.rb",
                "repo_url=" + url,
                "version=1.16.1",
                "limit=2m",
                "--yes",
                "--yes-destroy");
    }

    @Test
    void a_server_that_is_away_during_the_uninstall_costs_a_question() throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, 4);
                SilentFront front = front(place)) {
            Run run = place.ended(reinstalls(place, throughFront(place, front))).ends(0);
            assertTrue(front.wentAway());
            run.says("has left what it could not verify: Deployment coderd");
            run.step("Uninstall Coder", "recovered").step("Delete what helm has left", "done");
            run.step("Install Coder again", "done");
            place.allIsThere("coder");
        }
    }

    @Test
    void a_run_that_is_killed_while_the_server_is_away_is_carried_on() throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, 4);
                SilentFront front = front(place)) {
            Program program = reinstalls(place, throughFront(place, front));
            front.awaitAway();
            program.kill();
            place.resume("--yes", "--yes-destroy").ends(0).step("Install Coder again", "done");
            place.allIsThere("coder");
        }
    }

    @Test
    void an_uninstall_by_itself_is_not_taken_for_done() throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, 4)) {
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

    @Test
    void whoever_says_no_to_deleting_what_is_left_is_asked_again_when_the_run_is_carried_on() throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, 4)) {
            Files.writeString(folder.resolve("mine.yml"), "service:\n  testbed.runbook.dev/release-after: 1s\n");
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
            place.install(url, "1.15.0");
            Run stopped = place.exec(
                            forgetful(place),
                            Map.of(),
                            "update-coder.rb",
                            "repo_url=" + url,
                            "version=1.16.1",
                            "limit=1m",
                            "--yes",
                            "--yes-destroy",
                            "--answer=Delete what helm has left=no")
                    .ends(5);
            stopped.says("Delete coderd, which helm should have deleted with coder and left behind?");
            assertTrue(place.objects.find("deployment", "coderd").isPresent());

            Run asked = place.resume("--yes").ends(5);
            asked.says("Delete coderd").step("Install Coder again");
            assertTrue(place.objects.find("deployment", "coderd").isPresent());

            place.resume("--yes", "--yes-destroy")
                    .ends(0)
                    .step("Delete what helm has left", "done")
                    .step("Install Coder again", "done");
            place.allIsThere("coder");
        }
    }

    /**
     * Helm 4 then says of what it has left only in its log, and has forgotten the release. Its watcher takes what it has
     * not looked at yet for gone, and may end at once on a busy machine: the older way to wait does not.
     */
    @Test
    void an_uninstall_that_waits_in_vain_names_what_it_has_left_too_and_is_not_done_again() throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, 4)) {
            Files.writeString(folder.resolve("mine.yml"), "service:\n  testbed.runbook.dev/release-after: never\n");
            place.install(place.serve(Charts.coder(), "1.15.0"), "1.15.0");
            Path runbook = Files.writeString(folder.resolve("waiting.rb"), """
                    runbook "Waiting"
                    param :namespace, "Where"
                    in_namespace namespace
                    old = release_resources("coder")
                    step "Uninstall" do
                      helm.uninstall "coder", wait: true, wait_strategy: "legacy", timeout: 4.seconds
                    end
                    step "Gone" do
                      wait up_to: 4.seconds until old.gone?
                    end
                    """);
            place.exec(forgetful(place), Map.of(), runbook.toString(), "--yes-destroy")
                    .ends(1)
                    .says("not gone in time: service/ingress-nginx")
                    .says("helm no longer deletes what is still there")
                    .says("Helm has also left what it could not verify: Deployment coderd.");
            place.objects.patch(
                    "service",
                    "ingress-nginx",
                    Map.of("metadata", Map.of("annotations", Map.of("testbed.runbook.dev/release-after", "0s"))));

            place.resume(Map.of(), "--yes-destroy")
                    .ends(1)
                    .says("it was done before: release coder is gone")
                    .says("deployment/coderd still there nobody has deleted it")
                    .says("Nobody has deleted it: kubectl delete deployment/coderd");
        }
    }

    /** Helm 3 fails where helm 4 goes on; it is away while the deployment is to be deleted. */
    @Test
    void helm_3_is_taken_up_where_the_server_went_away() throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, 3);
                SilentFront front = new SilentFront(
                        place.testbed,
                        "DELETE /apis/apps/v1/namespaces/" + place.namespace + "/deployments/coderd",
                        Files.createDirectory(folder.resolve("tls")))) {
            Run run = place.ended(reinstalls(place, throughFront(place, front)));
            assertTrue(front.wentAway());
            if (run.exit() != 0) {
                place.resume("--yes", "--yes-destroy").ends(0);
            }
            place.allIsThere("coder");
            assertEquals("1.16.1", place.chartVersion("coder"));
        }
    }
}
