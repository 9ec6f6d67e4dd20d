package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.KillCommand;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.adapter.Testbed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two operators, each in a process of its own, want to work on one release of a real control plane. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class TwoOperatorsIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Map<String, String> LAPTOP = Map.of("HOSTNAME", "laptop");

    @TempDir
    Path here = Path.of("");

    @TempDir
    Path there = Path.of("");

    private OperatorSandbox place = new OperatorSandbox(here, 3);

    TwoOperatorsIT() throws IOException {}

    @BeforeEach
    void place() throws IOException {
        place = new OperatorSandbox(here, 3);
        Files.writeString(here.resolve("hold.rb"), """
                runbook "Hold"

                param :namespace, "Namespace", default: "coder"

                in_namespace namespace

                step "Hold" do
                  run "touch", "started"
                  wait up_to: 5.minutes, every: 1.seconds until file.exists?("go")
                  run "touch", "gone-on"
                end

                step "Change the release", if: file.exists?("never") do
                  helm.uninstall "coder"
                end
                """);
    }

    @AfterEach
    void close() {
        place.close();
    }

    @Test
    void the_second_is_told_who_where_since_when_and_at_which_step_and_runs_nothing() throws Exception {
        Program first = started(Map.of());
        Program.Ended second = second(LAPTOP).end();
        assertEquals(3, second.exit(), second.said());
        String said = second.said().replaceAll("\\s+", " ");
        assertTrue(
                said.contains("error: another run works on release coder in namespace " + place.namespace + ": "),
                second.said());
        assertTrue(said.contains("folder " + here + ", run "), second.said());
        assertTrue(said.contains(" UTC, at step 1 Hold. Nothing has been run."), second.said());
        assertFalse(Files.exists(there.resolve("started")));
        assertEquals(List.of(), runs(there));
        assertEquals(
                "1 Hold",
                lease().orElseThrow()
                        .text("metadata", "annotations", "runbook.dev/step")
                        .orElse(""));

        Files.writeString(here.resolve("go"), "");
        assertEquals(0, first.end().exit(), first.said());
        assertEquals(Optional.empty(), lease());
        Files.writeString(there.resolve("go"), "");
        Program.Ended third = second(LAPTOP).end();
        assertEquals(0, third.exit(), third.said());
    }

    @Test
    void a_run_that_was_killed_here_is_not_waited_for() throws Exception {
        started(Map.of()).kill();
        assertTrue(lease().isPresent());
        Files.writeString(there.resolve("go"), "");
        Program.Ended second = second(Map.of()).end();
        assertEquals(0, second.exit(), second.said());
        assertTrue(second.said().replaceAll("\\s+", " ").contains("is taken over from "), second.said());
        assertFalse(second.said().contains("looking for"), second.said());
        assertEquals(Optional.empty(), lease());
    }

    @Test
    void a_run_that_stood_still_for_too_long_loses_its_lock_and_stops_before_its_next_effect() throws Exception {
        Program first = started(Map.of());
        signal("STOP", first);
        Files.writeString(there.resolve("go"), "");
        Program.Ended second = second(LAPTOP).end();
        assertEquals(0, second.exit(), second.said());
        String said = second.said().replaceAll("\\s+", " ");
        assertTrue(said.contains("looking for 30 s whether it is still renewed"), second.said());
        assertTrue(said.contains("which does not renew it any longer"), second.said());

        Files.delete(there.resolve("go"));
        Files.delete(there.resolve("started"));
        Program third = second(LAPTOP);
        Testbed.eventually(LONG, "the third holds the lock", () -> Files.exists(there.resolve("started")));
        signal("CONT", first);
        Files.writeString(here.resolve("go"), "");
        Program.Ended lost = first.end();
        assertEquals(1, lost.exit(), lost.said());
        assertTrue(lost.said().replaceAll("\\s+", " ").contains("was lost: another run has taken it: "), lost.said());
        assertFalse(Files.exists(here.resolve("gone-on")));
        Files.writeString(there.resolve("go"), "");
        assertEquals(0, third.end().exit(), third.said());
    }

    @Test
    void an_interrupted_run_gives_its_lock_back() throws Exception {
        Program first = started(Map.of());
        signal("INT", first);
        assertEquals(130, first.end().exit(), first.said());
        assertEquals(Optional.empty(), lease());
    }

    @Test
    void without_the_right_to_write_leases_only_the_option_goes_on() throws Exception {
        place.operatorHas(place.testbed.kubeconfigWith(
                List.of(Map.of(
                        "apiGroups",
                        List.of("", "apps", "batch", "networking.k8s.io", "rbac.authorization.k8s.io"),
                        "resources",
                        List.of("*"),
                        "verbs",
                        List.of("*"))),
                here));
        Files.writeString(here.resolve("go"), "");
        Program.Ended refused =
                place.execStarts(place.helm(), Map.of(), "hold.rb").end();
        assertEquals(3, refused.exit(), refused.said());
        assertTrue(
                refused.said().contains("may not create leases.coordination.k8s.io in namespace " + place.namespace),
                refused.said());
        assertTrue(refused.said().contains("--no-cluster-lock"), refused.said());
        assertFalse(Files.exists(here.resolve("started")));
        Program.Ended gone = place.execStarts(place.helm(), Map.of(), "hold.rb", "--no-cluster-lock")
                .end();
        assertEquals(0, gone.exit(), gone.said());
        assertTrue(gone.said().contains("no lock in the cluster: --no-cluster-lock was given"), gone.said());
    }

    @Test
    void the_lock_of_a_release_whose_namespace_is_not_there_yet_stands_elsewhere() throws Exception {
        String absent = place.namespace + "-absent";
        Files.writeString(
                here.resolve("hold.rb"),
                Files.readString(here.resolve("hold.rb"))
                        .replace("in_namespace namespace", "in_namespace \"" + absent + "\""));
        Program first = started(Map.of());
        Optional<KubeObject> standIn = place.testbed.find(
                "/apis/coordination.k8s.io/v1/namespaces/default/leases/runbook-" + absent + ".coder");
        assertTrue(standIn.isPresent());
        assertEquals(3, second(LAPTOP).end().exit());
        Files.writeString(here.resolve("go"), "");
        assertEquals(0, first.end().exit(), first.said());
        assertEquals(
                Optional.empty(),
                place.testbed.find(
                        "/apis/coordination.k8s.io/v1/namespaces/default/leases/runbook-" + absent + ".coder"));
    }

    /** The first operator's run, at its first step. */
    private Program started(Map<String, String> environment) throws Exception {
        Program program = place.execStarts(place.helm(), environment, "hold.rb");
        Testbed.eventually(
                LONG,
                "the run has begun",
                () -> Files.exists(here.resolve("started"))
                        || !program.process().isAlive());
        assertTrue(program.process().isAlive(), program.said());
        // The step reaches the Lease when it is renewed.
        Testbed.eventually(LONG, "the step is known", () -> leaseStep().isPresent());
        return program;
    }

    private Optional<String> leaseStep() {
        return place.testbed
                .find("/apis/coordination.k8s.io/v1/leases")
                .flatMap(all -> all.at("items"))
                .filter(items -> String.valueOf(items).contains(here.toString())
                        && String.valueOf(items).contains("1 Hold"))
                .map(String::valueOf);
    }

    private Program second(Map<String, String> environment) throws IOException {
        return place.execStarts(
                there,
                place.testbed.kubeconfig,
                place.helm(),
                environment,
                here.resolve("hold.rb").toString());
    }

    private Optional<KubeObject> lease() {
        return place.testbed.find(
                "/apis/coordination.k8s.io/v1/namespaces/" + place.namespace + "/leases/runbook-coder");
    }

    private static List<Path> runs(Path folder) throws IOException {
        Path runs = folder.resolve(".runbook/runs");
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (var all = Files.list(runs)) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    private static void signal(String name, Program program) throws IOException, InterruptedException {
        KillCommand.send(name, program.process().pid());
    }
}
