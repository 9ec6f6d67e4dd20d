package dev.runbook.run.lease;

import dev.runbook.port.Right;
import dev.runbook.provider.ReleaseName;
import java.util.List;
import java.util.stream.Stream;

/** What the Lease of a release is called, and what it takes to have it. */
public final class LeaseName {
    private LeaseName() {}

    /** What an account needs to keep others out of the release; a Lease that it may not delete is given back as nobody's. */
    public static List<Right> rights(ReleaseName release) {
        return Stream.of("get", "create", "update")
                .map(verb -> new Right(verb, "leases", "coordination.k8s.io", release.namespace()))
                .toList();
    }

    /** In the release's own namespace. */
    static String of(ReleaseName release) {
        return "runbook-" + release.release();
    }

    /** In another namespace, for as long as its own is not there. */
    static String standIn(ReleaseName release) {
        return "runbook-" + release.namespace() + "." + release.release();
    }
}
