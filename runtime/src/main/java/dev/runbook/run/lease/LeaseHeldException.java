package dev.runbook.run.lease;

import dev.runbook.port.Leases.Lease;
import dev.runbook.provider.ReleaseName;

/** Another run has the Lease of a release, and renews it; or a program that it has left still changes the release. */
public final class LeaseHeldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    private LeaseHeldException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    static LeaseHeldException by(ReleaseName release, Lease lease) {
        return LeaseHolder.writer(lease)
                .filter(_ -> LeaseHolder.ended(lease))
                .map(writer -> written(release, lease, writer))
                .orElseGet(() -> new LeaseHeldException(
                        "another run works on " + release.words() + ": " + LeaseHolder.words(lease),
                        "Wait until that run has ended, or stop it there with Ctrl-C."));
    }

    /** For a run that has ended or died, and whose program has not. */
    static LeaseHeldException written(ReleaseName release, Lease lease, HostProcess writer) {
        return new LeaseHeldException(
                "somebody's helm still writes " + release.words() + ": " + writer.words() + ", left by "
                        + LeaseHolder.words(lease),
                "Wait until it has ended; if it does nothing any more, end it on " + writer.host() + ": kill "
                        + writer.pid() + "\n  Then try again on " + writer.host()
                        + ", or carry its run on there. From elsewhere nobody can see its end; once it has ended:"
                        + " kubectl --namespace=" + lease.namespace() + " delete lease " + lease.name());
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
