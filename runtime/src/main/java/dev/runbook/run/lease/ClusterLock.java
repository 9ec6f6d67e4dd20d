package dev.runbook.run.lease;

import dev.runbook.port.Clock;
import dev.runbook.port.Leases;
import dev.runbook.provider.ReleaseName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The Leases of all releases that a run changes, renewed in the background until it is closed. Can be used by several threads. */
public final class ClusterLock implements AutoCloseable {
    private static final Duration RENEWAL = Duration.ofSeconds(5);

    /** A Lease that was renewed a moment ago is ours; asking again before each of many effects would cost too much. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    /** What is left of a Lease that could not be renewed must be enough to begin in. */
    private static final Duration SAFE = LeaseAcquisition.LASTS.minusSeconds(10);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Clock clock;
    private final LeaseHolder me;
    private final Predicate<HostProcess> gone;
    private final LeaseAcquisition acquiring;
    private final List<HeldLease> holdings = new CopyOnWriteArrayList<>();
    private final Map<ReleaseName, HostProcess> writers = new ConcurrentHashMap<>();
    private volatile String step = "";
    private volatile boolean closed;
    private final Thread renewing = Thread.ofVirtual().name("leases").unstarted(this::keepRenewing);

    /**
     * Holds nothing yet.
     *
     * @param gone whether a process is known to run no longer, because it ran on this machine
     * @param says what an operator is told while a Lease is looked at
     */
    public ClusterLock(Leases leases, Clock clock, LeaseHolder me, Predicate<HostProcess> gone, Consumer<String> says) {
        this.clock = clock;
        this.me = me;
        this.gone = gone;
        this.acquiring = new LeaseAcquisition(leases, clock, me, gone, says);
    }

    /**
     * Gets the Lease of a release, unless we have it.
     *
     * @throws Held when another has it and renews it
     * @throws dev.runbook.language.failure.Failed when the cluster does not let us
     */
    public void take(ReleaseName release) throws InterruptedException {
        if (holdings.stream().anyMatch(holding -> holding.release().equals(release))) {
            return;
        }
        holdings.add(acquiring.acquire(release, notes(release)));
        if (renewing.getState() == Thread.State.NEW) {
            renewing.start();
        }
    }

    private void keepRenewing() {
        while (!closed) {
            try {
                clock.sleep(RENEWAL);
            } catch (InterruptedException news) {
                // Either it is closed, or there is something that others must know now.
                if (closed) {
                    return;
                }
            }
            try {
                renewAll();
            } catch (InterruptedException again) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void renewAll() throws InterruptedException {
        for (HeldLease holding : holdings) {
            holding.renew(notes(holding.release()));
        }
    }

    private Map<String, String> notes(ReleaseName release) {
        return me.notes(step, writer(release));
    }

    /** The program of ours that changes a release at the moment. */
    private Optional<HostProcess> writer(ReleaseName release) {
        return Optional.ofNullable(writers.get(release)).filter(program -> !gone.test(program));
    }

    /** Says which program changes a release from now on; should we die, others must not change it beside that program. */
    void writes(ReleaseName release, HostProcess program) {
        writers.put(release, program);
        renewing.interrupt();
    }

    /** What stays locked when the run ends now, and why, for people; a line each. */
    List<String> staying() {
        return holdings.stream()
                .map(HeldLease::release)
                .flatMap(release -> writer(release).stream()
                        .map(program -> "the lock of " + release.words() + " stays until " + program.words()
                                + " has ended, which still writes it"))
                .toList();
    }

    String host() {
        return me.host();
    }

    /** Says where the run is; others read it when the Lease is renewed the next time. */
    void at(String where) {
        step = where;
    }

    /**
     * To be called before each effect.
     *
     * @throws Lost when a Lease is another's, or when it cannot be told for too long
     */
    void check() throws InterruptedException {
        for (HeldLease holding : holdings) {
            Duration start = clock.elapsed();
            while (holding.age().compareTo(FRESH) > 0 && holding.lost().isEmpty()) {
                holding.renew(notes(holding.release()));
                if (holding.lost().isPresent() || holding.age().compareTo(SAFE) < 0) {
                    break;
                }
                if (clock.elapsed().minus(start).compareTo(PATIENCE) > 0) {
                    throw new LeaseLostException(
                            "the lock of " + holding.release().words() + " could not be renewed for "
                                    + holding.age().toSeconds() + " s: " + holding.trouble());
                }
                clock.sleep(PAUSE);
            }
            Optional<String> lost = holding.lost();
            if (lost.isPresent()) {
                throw new LeaseLostException("the lock of " + holding.release().words() + " was lost: " + lost.get());
            }
        }
    }

    /**
     * Gives all Leases back but those of releases that a program of ours still changes, also in a run that was stopped; who
     * is stopped meanwhile leaves those to end by themselves that are left.
     */
    @Override
    public void close() {
        closed = true;
        renewing.interrupt();
        boolean stopped = Thread.interrupted();
        try {
            for (HeldLease holding : holdings) {
                Optional<HostProcess> writer = writer(holding.release());
                if (writer.isPresent()) {
                    holding.renew(me.lastNotes(writer.get(), clock.now()));
                } else {
                    holding.release(me.notes("", Optional.empty()));
                }
            }
        } catch (InterruptedException e) {
            stopped = true;
        }
        if (stopped) {
            Thread.currentThread().interrupt();
        }
        holdings.clear();
    }
}
