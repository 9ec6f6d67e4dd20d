package dev.runbook.run.lease;

import dev.runbook.language.failure.Failed;
import dev.runbook.port.Clock;
import dev.runbook.port.Leases;
import dev.runbook.port.Leases.Lease;
import dev.runbook.port.Leases.Written;
import dev.runbook.provider.ReleaseName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A Lease that we have, and what we know of still having it. */
final class HeldLease {
    private final Leases leases;
    private final Clock clock;
    private final ReleaseName release;
    /** One request at a time; who waits for that of another thread can be stopped. */
    private final ReentrantLock asking = new ReentrantLock();

    private volatile Lease lease;
    private volatile RenewTime renewal;
    private volatile @Nullable String lost;
    private volatile String trouble = "";

    /** When it was renewed last, by two clocks. */
    private record RenewTime(Duration elapsed, Instant at) {}

    /** @param asked when the Lease was asked for: it counts from then, whenever the answer came */
    HeldLease(Leases leases, Clock clock, ReleaseName release, Lease lease, Duration asked) {
        this.leases = leases;
        this.clock = clock;
        this.release = release;
        this.lease = lease;
        this.renewal = new RenewTime(asked, clock.now());
    }

    ReleaseName release() {
        return release;
    }

    /** Why it is another's; empty while it is ours. */
    Optional<String> lost() {
        return Optional.ofNullable(lost);
    }

    /** Why it could not be renewed the last time; empty when it could. */
    String trouble() {
        return trouble;
    }

    /**
     * How long ago it was renewed, by the clock that says more: one stands still while the machine sleeps, the other may be
     * set.
     */
    Duration age() {
        RenewTime last = renewal;
        Duration steady = clock.elapsed().minus(last.elapsed());
        Duration wall = Duration.between(last.at(), clock.now()).abs();
        return steady.compareTo(wall) > 0 ? steady : wall;
    }

    /** Renews it, and says where the run is. */
    void renew(Map<String, String> notes) throws InterruptedException {
        asking.lockInterruptibly();
        try {
            renewNow(notes);
        } finally {
            asking.unlock();
        }
    }

    private void renewNow(Map<String, String> notes) throws InterruptedException {
        if (lost != null) {
            return;
        }
        Duration asked = clock.elapsed();
        Lease wanted = with(lease.version(), notes);
        try {
            // Twice, since an answer that was lost on the way leaves us with an old version of our own Lease.
            Written written = leases.replace(wanted);
            if (written instanceof Written.Conflict) {
                written = again(wanted);
            }
            if (written instanceof Written.Saved(Lease done)) {
                lease = done;
                renewal = new RenewTime(asked, clock.now());
                trouble = "";
            } else if (lost == null) {
                lost = "its Lease " + lease.name() + " is gone";
            }
        } catch (Failed failed) {
            trouble = failed.failure().summary();
        }
    }

    private Written again(Lease wanted) throws InterruptedException {
        Optional<Lease> there = leases.find(lease.namespace(), lease.name());
        if (there.isEmpty()) {
            if (age().compareTo(lease.lasts()) > 0) {
                // Whoever took it over in this time has done its work and given it back.
                lost = "its Lease " + lease.name() + " is gone, and was not renewed for " + age().toSeconds()
                        + " s: another run may have had it meanwhile";
                return new Written.Conflict();
            }
            return leases.create(with("", wanted.notes()));
        }
        if (!there.get().holder().equals(lease.holder())) {
            lost = there.get().holder().isEmpty()
                    ? "its Lease " + lease.name() + " was given back by somebody else"
                    : "another run has taken it: " + LeaseHolder.words(there.get());
            return new Written.Conflict();
        }
        return leases.replace(with(there.get().version(), wanted.notes()));
    }

    private Lease with(String version, Map<String, String> notes) {
        return new Lease(
                lease.namespace(),
                lease.name(),
                version,
                lease.holder(),
                lease.lasts(),
                lease.since(),
                lease.transitions(),
                notes);
    }

    /** Gives it back; says why it could not. */
    Optional<String> release(Map<String, String> notes) throws InterruptedException {
        asking.lockInterruptibly();
        try {
            return releaseNow(notes);
        } finally {
            asking.unlock();
        }
    }

    private Optional<String> releaseNow(Map<String, String> notes) throws InterruptedException {
        if (lost != null) {
            return Optional.empty();
        }
        try {
            leases.delete(lease);
            return Optional.empty();
        } catch (Failed failed) {
            return blank(notes)
                    ? Optional.empty()
                    : Optional.of(failed.failure().summary());
        }
    }

    /** Who may write a Lease may not always delete it. */
    private boolean blank(Map<String, String> notes) throws InterruptedException {
        try {
            Lease nobodys = new Lease(
                    lease.namespace(),
                    lease.name(),
                    lease.version(),
                    "",
                    Duration.ofSeconds(1),
                    lease.since(),
                    lease.transitions(),
                    notes);
            return leases.replace(nobodys) instanceof Written.Saved;
        } catch (Failed failed) {
            return false;
        }
    }
}
