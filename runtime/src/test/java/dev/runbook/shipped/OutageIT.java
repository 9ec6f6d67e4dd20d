package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.kube.adapter.FaultyServer;
import dev.runbook.provider.kube.adapter.FaultyServer.Fault;
import dev.runbook.provider.kube.adapter.Testbed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs that wait while the API server answers errors or nothing: the wait says so, goes on, and keeps its limit. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class OutageIT {
    @TempDir
    Path folder;

    private Program waiting(OperatorSandbox place, String limit) throws Exception {
        Path runbook = Files.writeString(folder.resolve("wait.rb"), """
                runbook "Wait"
                param :namespace, "Where"
                in_namespace namespace
                step "Wait for the service to go" do
                  wait up_to: %s until service("web").gone?
                end
                """.formatted(limit));
        place.objects.create("""
                apiVersion: v1
                kind: Service
                metadata: {name: web, finalizers: [acme.example/held]}
                spec: {ports: [{port: 80}]}
                """);
        Program program = place.execStarts(place.helm(), Map.of(), runbook.toString());
        says(program, "still there");
        place.objects.delete("service", "web");
        says(program, "finalizer acme.example/held");
        return program;
    }

    private static void says(Program program, String text) throws InterruptedException {
        Testbed.eventually(
                Duration.ofSeconds(90),
                "it says " + text,
                () -> program.said().replaceAll("\\s+", " ").contains(text));
    }

    private static void release(OperatorSandbox place) {
        place.objects.patch("service", "web", Map.of("metadata", Map.of("finalizers", List.of())));
    }

    @ParameterizedTest
    @CsvSource({
        "BUSY, answers 429",
        "BROKEN, answers 500",
        "OVERLOADED, answers 503",
        "HANGS, does not answer: no answer in time"
    })
    void what_happens_during_an_outage_is_seen_after_it(Fault fault, String said) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, 4);
                FaultyServer server = new FaultyServer(place.testbed)) {
            place.operatorHas(server.kubeconfig(folder));
            Program program = waiting(place, "5.minutes");
            server.has(fault);
            says(program, "! ");
            says(program, said);
            release(place);
            server.has(Fault.NONE);
            place.ended(program).ends(0).step("Wait for the service to go", "done");
        }
    }

    /** The list that a refused watch falls back to is enough, so that there is nothing to say. */
    @Test
    void a_watch_that_is_always_too_old_is_made_up_for_by_lists() throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, 4);
                FaultyServer server = new FaultyServer(place.testbed)) {
            place.operatorHas(server.kubeconfig(folder));
            Program program = waiting(place, "5.minutes");
            server.has(Fault.TOO_OLD);
            release(place);
            place.ended(program).ends(0).doesNotSay("! ");
        }
    }

    @ParameterizedTest
    @CsvSource({"BROKEN", "HANGS"})
    void an_outage_does_not_stretch_the_limit(Fault fault) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, 4);
                FaultyServer server = new FaultyServer(place.testbed)) {
            place.operatorHas(server.kubeconfig(folder));
            Program program = waiting(place, "20.seconds");
            server.has(fault);
            Run run = place.ended(program).ends(1);
            Duration took = run.report().took();
            // When time is up, events are asked for once more, and a silent server takes its time with that.
            assertTrue(took.compareTo(Duration.ofSeconds(30)) < 0, () -> "it took " + took);
            run.says("service/web Terminating").says("finalizer acme.example/held");
            assertEquals(FailureClass.Timeout, run.firstFailure());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {60, -60})
    void a_server_with_another_clock_makes_no_nonsense_of_ages_and_limits(long minutes) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, 4);
                FaultyServer server = new FaultyServer(place.testbed, Duration.ofMinutes(minutes))) {
            place.operatorHas(server.kubeconfig(folder));
            Program program = waiting(place, "12.seconds");
            Run run = place.ended(program).ends(1);
            assertEquals(FailureClass.Timeout, run.firstFailure());
            assertTrue(run.said().matches("(?s).*service/web +Terminating (1?[0-9])s .*"), run::said);
            assertTrue(!run.said().matches("(?s).*Terminating \\d+[hm].*"), run::said);
            assertTrue(run.report().took().compareTo(Duration.ofSeconds(20)) < 0, run::said);
            release(place);
        }
    }
}
