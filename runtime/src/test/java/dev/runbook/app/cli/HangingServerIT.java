package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.KillCommand;
import dev.runbook.provider.kube.adapter.HangingFront;
import dev.runbook.rehearsal.RehearsalCluster;
import dev.runbook.rehearsal.behaviour.Behaviour;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The whole program against an API server that takes certain requests and never answers them: the limit of a step, that of
 * a step around it, and a person's wish each end the request, with the consequence that is theirs.
 */
class HangingServerIT {
    @TempDir
    private Path folder = Path.of("");

    /** Where the thread stands when the request hangs. */
    enum At {
        READ("GET .*/deployments/web", "assert deployment(\"web\").exists?"),
        CONDITION("GET .*/deployments/web", "note \"there\" if deployment(\"web\").exists?"),
        WRITE("(PATCH|PUT) .*/deployments/web", "resource.scale deployment(\"web\"), 2"),
        WAIT("GET .*/deployments", "wait up_to: 5.minutes until deployment(\"web\").gone?"),
        /** The look at the lock before an effect, and every renewal of it. */
        GUARD("PUT .*/leases/runbook-web", "run \"touch\", \"done\"");

        private final Pattern hanging;
        private final String line;

        At(String hanging, String line) {
            this.hanging = Pattern.compile(hanging);
            this.line = line;
        }
    }

    /** A program that is given an address of a cluster, and what it has said so far. */
    private static final class Story implements AutoCloseable {
        private final RehearsalCluster cluster;
        private final HangingFront front;
        private final Process program;
        private final StringBuilder said = new StringBuilder();

        Story(Path folder, At at, String outer, String inner) throws Exception {
            cluster = RehearsalCluster.start(folder.resolve("cluster"), Behaviour.DEFAULT);
            cluster.apply(Map.of(
                    "apiVersion",
                    "apps/v1",
                    "kind",
                    "Deployment",
                    "metadata",
                    Map.of("name", "web", "namespace", "a"),
                    "spec",
                    Map.of(
                            "replicas",
                            1,
                            "selector",
                            Map.of("matchLabels", Map.of("app", "web")),
                            "template",
                            Map.of(
                                    "metadata",
                                    Map.of("labels", Map.of("app", "web")),
                                    "spec",
                                    Map.of("containers", List.of(Map.of("name", "web", "image", "web")))))));
            front = new HangingFront(cluster.url(), cluster.kubeconfig(), at.hanging);
            // The release is never changed; that it might be is why the run holds its lock.
            Files.writeString(folder.resolve("limits.rb"), """
                    runbook "Limits"

                    in_namespace "a"

                    step "Let the lock grow old" do
                      wait 3.seconds
                    end

                    step "Outer", timeout: %s do
                      step "Inner", timeout: %s do
                        %s
                      rescue Timeout
                        note "the inner limit"
                      rescue
                        note "rescued wrongly"
                      end
                    rescue Timeout
                      note "the outer limit"
                    end

                    step "After" do
                      run "touch", "after"
                    end

                    step "Change the release", if: file.exists?("never") do
                      helm.uninstall "web"
                    end
                    """.formatted(outer, inner, at.line));
            Path helm = Files.writeString(folder.resolve("helm"), "#!/bin/sh\necho v3.22.0\n");
            Files.setPosixFilePermissions(helm, PosixFilePermissions.fromString("rwx------"));
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "dev.runbook.app.cli.Main",
                            "exec",
                            "limits.rb")
                    .directory(folder.toFile())
                    .redirectErrorStream(true);
            builder.environment().put("KUBECONFIG", front.kubeconfig(folder).toString());
            builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
            program = builder.start();
            program.getOutputStream().close();
        }

        void await(String line) throws IOException {
            BufferedReader reader = program.inputReader(StandardCharsets.UTF_8);
            for (String next = reader.readLine(); next != null; next = reader.readLine()) {
                said.append(next).append('\n');
                if (next.contains(line)) {
                    return;
                }
            }
            throw new AssertionError("it never said \"" + line + "\":\n" + said);
        }

        String end(int code) throws InterruptedException {
            said.append(program.inputReader(StandardCharsets.UTF_8).lines().collect(Collectors.joining("\n")));
            assertTrue(program.waitFor(2, TimeUnit.MINUTES), said::toString);
            assertEquals(code, program.exitValue(), said::toString);
            assertFalse(said.toString().contains("rescued wrongly"), said::toString);
            assertFalse(said.toString().contains("lock of"), said::toString);
            assertTrue(
                    cluster.find("coordination.k8s.io/v1", "Lease", "a", "runbook-web")
                            .isEmpty(),
                    "the Lease stays");
            return said.toString();
        }

        @Override
        public void close() {
            program.descendants().forEach(ProcessHandle::destroyForcibly);
            program.destroyForcibly();
            front.close();
            cluster.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_limit_of_the_step_goes_to_its_own_clause_and_the_run_goes_on(At at) throws Exception {
        try (Story story = new Story(folder, at, "5.minutes", "2.seconds")) {
            story.await("the inner limit");
            story.front.recover();
            String said = story.end(0);
            assertFalse(said.contains("the outer limit"), said);
            assertTrue(Files.exists(folder.resolve("after")), said);
            assertFalse(Files.exists(folder.resolve("done")), said);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_limit_around_it_passes_by_the_clauses_inside(At at) throws Exception {
        try (Story story = new Story(folder, at, "2.seconds", "5.minutes")) {
            story.await("the outer limit");
            story.front.recover();
            String said = story.end(0);
            assertFalse(said.contains("the inner limit"), said);
            assertTrue(Files.exists(folder.resolve("after")), said);
            assertFalse(Files.exists(folder.resolve("done")), said);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_person_ends_the_run_and_no_clause_answers(At at) throws Exception {
        try (Story story = new Story(folder, at, "5.minutes", "5.minutes")) {
            assertTrue(story.front.awaitMet(), story.said::toString);
            story.await(at == At.GUARD ? "Inner" : "Outer");
            KillCommand.send("TERM", story.program.pid());
            String said = story.end(130);
            assertFalse(said.contains("limit\n"), said);
            assertTrue(said.contains("Limits was interrupted after "), said);
            assertFalse(Files.exists(folder.resolve("after")), said);
            assertFalse(Files.exists(folder.resolve("done")), said);
        }
    }
}
