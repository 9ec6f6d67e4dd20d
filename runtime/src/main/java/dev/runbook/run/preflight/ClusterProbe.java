package dev.runbook.run.preflight;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.ProgramTraversal;
import dev.runbook.language.signature.Facet;
import dev.runbook.port.Clock;
import dev.runbook.port.Cluster;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Asks once whether the cluster answers, while its owner does something else. */
public final class ClusterProbe implements AutoCloseable {
    /** Whom it does not know, it tells nothing. */
    private static final Set<FailureClass> SILENT = EnumSet.of(FailureClass.Unreachable, FailureClass.Unauthenticated);

    private static final Set<Facet> OF_CLUSTER = EnumSet.of(Facet.RELEASES, Facet.CLUSTER);

    private final Clock clock;
    private final Duration began;
    private final FutureTask<ProbeResult> question;

    private ClusterProbe(Clock clock, FutureTask<ProbeResult> question) {
        this.clock = clock;
        this.began = clock.elapsed();
        this.question = question;
    }

    /** What is known of the cluster. */
    public sealed interface ProbeResult {
        /** It answers, or nobody needs to know. */
        record Reachable() implements ProbeResult {}

        record Silent(Failure failure) implements ProbeResult {}

        /** It answers that something else is wrong, or there is none. */
        record Failing(Failure failure) implements ProbeResult {}

        record NotYet() implements ProbeResult {}
    }

    /** Begins to ask, if the runbook asks anything of the cluster at all. */
    public static ClusterProbe begin(Cluster cluster, Clock clock, CheckedRunbook runbook) {
        FutureTask<ProbeResult> question =
                new FutureTask<>(() -> asksCluster(runbook) ? ask(cluster) : new ProbeResult.Reachable());
        ClusterProbe probe = new ClusterProbe(clock, question);
        Thread.ofVirtual().name("probe").start(question);
        return probe;
    }

    /** Whether a runbook asks or changes anything of the cluster, itself or through helm. */
    public static boolean asksCluster(CheckedRunbook runbook) {
        return ProgramTraversal.of(runbook)
                .map(ProgramTraversal.SignatureUse::signature)
                .anyMatch(signature -> Stream.of(signature.reads(), signature.writes())
                        .anyMatch(facets -> !Collections.disjoint(facets, OF_CLUSTER)));
    }

    private static ProbeResult ask(Cluster cluster) throws InterruptedException {
        try {
            cluster.reach();
            return new ProbeResult.Reachable();
        } catch (Failed failed) {
            return SILENT.contains(failed.failure().kind())
                    ? new ProbeResult.Silent(failed.failure())
                    : new ProbeResult.Failing(failed.failure());
        }
    }

    /** What is known once this much time has passed since the beginning, or sooner. */
    public ProbeResult within(Duration time) throws InterruptedException {
        Duration left = time.minus(clock.elapsed().minus(began));
        try {
            return question.get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new ProbeResult.NotYet();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        question.cancel(true);
    }
}
