package dev.runbook.run.lease;

import dev.runbook.language.failure.Failed;
import dev.runbook.provider.ReleaseName;
import dev.runbook.run.engine.EffectGuard;
import dev.runbook.run.engine.EffectRefusedException;
import dev.runbook.run.journal.Recorded;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Lets a run begin an effect only while it has the Leases of the releases that it changes. */
public final class LeaseGuard implements EffectGuard {
    private final ClusterLock lock;
    private final String defaultNamespace;
    private final ProcessTable programs;

    /**
     * Knows by now which releases the programs still change that earlier processes of the run have left.
     *
     * @param past what those have written
     */
    public LeaseGuard(ClusterLock lock, String defaultNamespace, ProcessTable programs, List<Recorded> past) {
        this.lock = lock;
        this.defaultNamespace = defaultNamespace;
        this.programs = programs;
        new PastPrograms(lock.host(), this::started).take(past);
    }

    @Override
    public void before(Optional<ReleaseName> release) throws InterruptedException {
        try {
            if (release.isPresent()) {
                lock.take(release.get().orIn(defaultNamespace));
            }
            lock.check();
        } catch (LeaseLostException | LeaseHeldException gone) {
            throw new EffectRefusedException(String.valueOf(gone.getMessage()));
        } catch (Failed failed) {
            throw new EffectRefusedException(failed.failure().summary());
        }
    }

    @Override
    public void at(String step) {
        lock.at(step);
    }

    @Override
    public void started(ReleaseName release, long pid, Instant at) {
        programs.running(pid, at).ifPresent(program -> lock.writes(release.orIn(defaultNamespace), program));
    }

    @Override
    public List<String> staying() {
        return lock.staying();
    }
}
