package dev.runbook.lease;

import dev.runbook.port.Leases.Lease;

/** Another run has the Lease of a release, and renews it. */
public final class Held extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Held(ReleaseName release, Lease lease) {
        super("another run works on " + release.words() + ": " + Holder.words(lease));
    }
}
