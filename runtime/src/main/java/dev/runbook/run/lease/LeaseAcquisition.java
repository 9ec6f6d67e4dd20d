package dev.runbook.run.lease;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Clock;
import dev.runbook.port.Leases;
import dev.runbook.port.Leases.Lease;
import dev.runbook.port.Leases.Written;
import dev.runbook.provider.ReleaseName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Gets the Lease of a release. One that another has counts for as long as it is seen to be renewed: the clocks of two
 * machines are not compared.
 *
 * @param gone whether a process is known to run no longer, because it ran on this machine
 * @param says what an operator is told meanwhile
 */
record LeaseAcquisition(
        Leases leases, Clock clock, LeaseHolder me, Predicate<HostProcess> gone, Consumer<String> says) {
    /** How long a Lease of ours counts. */
    static final Duration LASTS = Duration.ofSeconds(30);

    /** Always there, and nobody can delete it. */
    private static final String FALLBACK = "default";

    private static final Duration GLANCE = Duration.ofMillis(500);

    /**
     * Gets it.
     *
     * @param notes what we say about ourselves
     * @throws Held when another has it and renews it
     * @throws Failed when the cluster does not let us
     */
    HeldLease acquire(ReleaseName release, Map<String, String> notes) throws InterruptedException {
        String namespace = release.namespace();
        String name = LeaseName.of(release);
        while (true) {
            Duration asked = clock.elapsed();
            Written written = leases.create(mine(namespace, name, "", 0, notes));
            if (written instanceof Written.NoNamespace) {
                // The run may be about to make it. Until then the Lease stands where all who come then look too.
                namespace = FALLBACK;
                name = LeaseName.standIn(release);
                continue;
            }
            if (written instanceof Written.Conflict) {
                written = replace(release, namespace, name, notes);
                asked = clock.elapsed();
            }
            if (written instanceof Written.Saved(Lease lease)) {
                HeldLease holding = new HeldLease(leases, clock, release, lease, asked);
                if (!namespace.equals(FALLBACK)) {
                    clearStandIn(release, holding, notes);
                }
                return holding;
            }
        }
    }

    /** Takes the Lease that is there when its holder has gone. */
    private Written replace(ReleaseName release, String namespace, String name, Map<String, String> notes)
            throws InterruptedException {
        Optional<Lease> there = leases.find(namespace, name);
        if (there.isEmpty()) {
            return new Written.Conflict();
        }
        Lease free = awaitEnd(release, there.get());
        Written written = leases.replace(mine(namespace, name, free.version(), free.transitions() + 1, notes));
        // A run that is carried on says itself whom it takes over from.
        if (written instanceof Written.Saved
                && !free.holder().isEmpty()
                && !LeaseHolder.of(free).run().equals(me.run())) {
            says.accept("the lock of " + release.words() + " is taken over from " + LeaseHolder.words(free)
                    + (LeaseHolder.ended(free) ? ", which has ended" : ", which does not renew it any longer")
                    + LeaseHolder.writer(free)
                            .map(writer -> gone.test(writer)
                                    ? "; its helm, " + writer.words() + ", has ended, too"
                                    : "; its helm, " + writer.words() + ", may still write")
                            .orElse(""));
        }
        return written;
    }

    /** A run that began before the namespace was there has its Lease elsewhere. */
    private void clearStandIn(ReleaseName release, HeldLease holding, Map<String, String> notes)
            throws InterruptedException {
        try {
            Optional<Lease> other = leases.find(FALLBACK, LeaseName.standIn(release));
            if (other.isPresent()) {
                leases.delete(awaitEnd(release, other.get()));
            }
        } catch (LeaseHeldException held) {
            holding.release(notes);
            throw held;
        } catch (Failed failed) {
            // Who may not look there could not have made one there either.
            if (failed.failure().kind() != FailureClass.Forbidden) {
                holding.release(notes);
                throw failed;
            }
        }
    }

    /** Watches a Lease until it has not been renewed for as long as it lasts. */
    private Lease awaitEnd(ReleaseName release, Lease seen) throws InterruptedException {
        if (isFree(release, seen)) {
            return seen;
        }
        // Every run of ours lasts so long, whatever somebody has written into the Lease.
        Duration lasts = LASTS;
        says.accept("another run has the lock of " + release.words() + ": " + LeaseHolder.words(seen) + "; looking for "
                + lasts.toSeconds() + " s whether it is still renewed");
        Duration start = clock.elapsed();
        while (clock.elapsed().minus(start).compareTo(lasts) < 0) {
            clock.sleep(GLANCE);
            Optional<Lease> now = leases.find(seen.namespace(), seen.name());
            if (now.isEmpty() || now.get().holder().isEmpty()) {
                return now.orElse(seen);
            }
            if (!now.get().version().equals(seen.version())) {
                throw LeaseHeldException.by(release, now.get());
            }
        }
        return seen;
    }

    /**
     * Whether a Lease can be had at once.
     *
     * @throws Held when its run has ended or died, and a program of it still writes, as far as is known
     */
    private boolean isFree(ReleaseName release, Lease lease) {
        if (lease.holder().isEmpty() || lease.holder().equals(me.identity())) {
            return true;
        }
        LeaseHolder holder = LeaseHolder.of(lease);
        boolean over = LeaseHolder.ended(lease) || gone.test(holder.process());
        Optional<HostProcess> writer = LeaseHolder.writer(lease).filter(program -> !gone.test(program));
        // Who carries that run on here waits for its program before the next effect.
        boolean own = holder.run().equals(me.run()) && holder.host().equals(me.host());
        if (over && writer.isPresent() && !own) {
            throw LeaseHeldException.written(release, lease, writer.get());
        }
        return over;
    }

    private Lease mine(String namespace, String name, String version, int transitions, Map<String, String> notes) {
        return new Lease(namespace, name, version, me.identity(), LASTS, clock.now(), transitions, notes);
    }
}
