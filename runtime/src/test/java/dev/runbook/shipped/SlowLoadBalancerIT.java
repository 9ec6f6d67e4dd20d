package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.kube.adapter.Deletions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A reinstall begins when the last old object is gone, not before and not long after. No other test runs meanwhile, so that
 * what is measured is the runbook and not the machine. What never goes is in {@code LostIngressIT}.
 */
@Tag("testbed")
@Isolated
class SlowLoadBalancerIT {
    private static final Duration LONGEST_REACTION = Duration.ofMillis(250);

    @TempDir
    Path folder;

    private OperatorSandbox place(String name, int helm, String releaseAfter) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        Files.writeString(
                own.resolve("mine.yml"), "service: {testbed.runbook.dev/release-after: " + releaseAfter + "}\n");
        return new OperatorSandbox(own, helm);
    }

    /** A run on its way, and the server's word of when the old objects were gone. */
    private record Reinstall(OperatorSandbox place, Program program, Deletions deletions, Duration slow) {
        static Reinstall begin(OperatorSandbox place, Duration slow) throws Exception {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
            place.install(url, "1.15.0");
            Deletions deletions = new Deletions(place.testbed);
            Program program = place.execStarts(
                    place.helm(),
                    Map.of(),
                    "update-coder.rb",
                    "repo_url=" + url,
                    "version=1.16.1",
                    "--yes",
                    "--yes-destroy");
            return new Reinstall(place, program, deletions, slow);
        }

        void endsWell() throws Exception {
            Run run = place.ended(program).ends(0);
            assertEquals(FailureClass.ImmutableField, run.firstFailure());
            Instant gone =
                    deletions.last().orElseThrow(() -> new AssertionError("something old is left\n" + run.said()));
            Instant uninstalled = run.began("Uninstall Coder", "helm.uninstall");
            Instant installed = run.began("Install Coder again", "helm.upgrade");
            Duration reaction = Duration.between(gone, installed);
            assertTrue(Duration.between(uninstalled, gone).compareTo(slow.minusSeconds(2)) > 0, "it was not slow");
            // The journal has whole milliseconds.
            assertTrue(reaction.compareTo(Duration.ofMillis(-1)) >= 0, () -> "installed " + reaction + " too early");
            assertTrue(reaction.compareTo(LONGEST_REACTION) < 0, () -> "installed " + reaction + " after the end");
            place.allIsThere("coder");
        }
    }

    @Test
    void an_install_begins_at_once_when_a_load_balancer_of_12_or_60_seconds_has_let_go() throws Exception {
        // What other tests have left to be written would be written when the journals here wait for the disk.
        assertEquals(0, new ProcessBuilder("sync").start().waitFor());
        try (OperatorSandbox minute = place("minute", 3, "60s");
                OperatorSandbox longer = place("longer", 4, "63s");
                OperatorSandbox three = place("three", 3, "12s");
                OperatorSandbox four = place("four", 4, "15s")) {
            Reinstall first = Reinstall.begin(minute, Duration.ofSeconds(60));
            Reinstall second = Reinstall.begin(longer, Duration.ofSeconds(63));
            Reinstall third = Reinstall.begin(three, Duration.ofSeconds(12));
            Reinstall fourth = Reinstall.begin(four, Duration.ofSeconds(15));
            try (first.deletions;
                    second.deletions;
                    third.deletions;
                    fourth.deletions) {
                third.endsWell();
                fourth.endsWell();
                first.endsWell();
                second.endsWell();
            }
        }
    }
}
