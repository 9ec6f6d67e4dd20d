package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.kube.adapter.ControlPlane;
import dev.runbook.provider.kube.adapter.Testbed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The API server itself ends and comes back, and hangs, while recoveries wait for their load balancers. No other test
 * runs meanwhile.
 */
@Tag("testbed")
@Isolated
class ServerAwayIT {
    @TempDir
    Path folder;

    private OperatorSandbox place(String name, int helm) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        Files.writeString(own.resolve("mine.yml"), "service: {testbed.runbook.dev/release-after: never}\n");
        return new OperatorSandbox(own, helm);
    }

    private static void says(Program program, String text) throws InterruptedException {
        Testbed.eventually(
                Duration.ofMinutes(2),
                "it says " + text + ":\n" + program.said(),
                () -> program.said().replaceAll("\\s+", " ").contains(text));
    }

    /** A recovery that waits for a load balancer that does not let go. */
    private static Program recovering(OperatorSandbox place) throws Exception {
        String url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
        place.install(url, "1.15.0");
        return place.execStarts(
                place.helm(),
                Map.of(),
                "update-coder.rb",
                "repo_url=" + url,
                "version=1.16.1",
                "--yes",
                "--yes-destroy");
    }

    /** A run that waits for nothing that will come, so that its limit ends it. */
    private Program limited(OperatorSandbox place, String limit) throws Exception {
        Path runbook = Files.writeString(folder.resolve("limited.rb"), """
                runbook "Limited"
                param :namespace, "Where"
                in_namespace namespace
                step "Wait" do
                  wait up_to: %s until configmap("never").exists? || release_resources("nothing").ready?
                end
                """.formatted(limit));
        Program program = place.execStarts(place.helm(), Map.of(), runbook.toString());
        says(program, "configmap/never missing");
        return program;
    }

    private static void endedAtItsLimit(OperatorSandbox place, Program program, Duration limit) throws Exception {
        Run run = place.ended(program).ends(1).says("configmap/never missing");
        assertEquals(FailureClass.Timeout, run.firstFailure());
        Duration took = run.report().took();
        assertTrue(took.minus(limit).compareTo(Duration.ofSeconds(4)) < 0, () -> took + "\n" + run.said());
    }

    private static void finish(OperatorSandbox place, Program program) throws Exception {
        place.objects.patch(
                "service",
                "ingress-nginx",
                Map.of("metadata", Map.of("annotations", Map.of("testbed.runbook.dev/release-after", "0s"))));
        Run run = place.ended(program).ends(0).step("Wait until the old resources are gone", "done");
        assertEquals(FailureClass.ImmutableField, run.firstFailure());
        place.allIsThere("coder");
    }

    @Test
    void recoveries_outlast_a_server_that_goes_comes_back_with_a_short_memory_and_hangs() throws Exception {
        try (OperatorSandbox three = place("three", 3);
                OperatorSandbox four = place("four", 4);
                OperatorSandbox other = place("other", 4)) {
            ControlPlane plane = ControlPlane.of(three.testbed);
            Program third = recovering(three);
            Program fourth = recovering(four);
            says(third, "service/ingress-nginx Terminating");
            says(fourth, "service/ingress-nginx Terminating");

            Program short20 = limited(other, "20.seconds");
            plane.takeAway();
            try {
                says(third, "does not answer: connection refused");
                says(fourth, "does not answer: connection refused");
                endedAtItsLimit(other, short20, Duration.ofSeconds(20));
                plane.compact();
            } finally {
                plane.bringBack();
            }

            Program short15 = limited(other, "15.seconds");
            plane.freeze();
            try {
                says(third, "does not answer: no answer in time");
                says(fourth, "does not answer: no answer in time");
                endedAtItsLimit(other, short15, Duration.ofSeconds(15));
            } finally {
                plane.thaw();
            }

            finish(three, third);
            finish(four, fourth);
        }
    }
}
