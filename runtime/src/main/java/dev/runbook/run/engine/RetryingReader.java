package dev.runbook.run.engine;

import dev.runbook.language.eval.LookupRequest;
import dev.runbook.language.eval.Reader;
import dev.runbook.language.eval.ValueText;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.Facet;
import dev.runbook.language.value.Value;
import dev.runbook.port.Clock;
import dev.runbook.port.LiveProgress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks again, for a while, what the cluster did not answer, and says so meanwhile. A run that has come this far has
 * found the cluster there, so that a server that is slow, or restarts, is no reason to give up.
 */
record RetryingReader(Reader reader, Clock clock, LiveProgress live, Interrupts interrupts) implements Reader {
    static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Set<Facet> OF_THE_CLUSTER = Set.of(Facet.CLUSTER, Facet.RELEASES);

    @Override
    public Value read(LookupRequest request) throws InterruptedException {
        Duration start = clock.elapsed();
        while (true) {
            try {
                return interrupts.leaving(() -> reader.read(request));
            } catch (Failed failed) {
                if (failed.failure().kind() != FailureClass.Unreachable || !asksTheCluster(request)) {
                    throw failed;
                }
                Duration passed = clock.elapsed().minus(start);
                if (interrupts.wished() || passed.compareTo(PATIENCE) >= 0) {
                    throw new Failed(tried(failed.failure(), passed));
                }
                live.waiting(
                        "",
                        request.text() + " is answered",
                        List.of(),
                        passed,
                        PATIENCE,
                        Optional.of(failed.failure().summary()));
                interrupts.leaving(() -> {
                    clock.sleep(PAUSE);
                    return PAUSE;
                });
            }
        }
    }

    private static boolean asksTheCluster(LookupRequest request) {
        return request.signature().reads().stream().anyMatch(OF_THE_CLUSTER::contains);
    }

    private static Failure tried(Failure failure, Duration passed) {
        return failure.advising("It was tried again and again for " + ValueText.of(passed) + ".");
    }
}
