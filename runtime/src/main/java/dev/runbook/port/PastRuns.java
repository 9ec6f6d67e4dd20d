package dev.runbook.port;

import java.time.Instant;
import java.util.Optional;

/** What the runs that are kept here have done. */
public interface PastRuns {
    /** Where none are kept. */
    PastRuns NONE = file -> Optional.empty();

    /** The release that a file has the values of, by the last run that wrote it from one or gave it to one. */
    Optional<ValuesUse> valuesUse(String absolutePath);

    /**
     * A run that had to do with the values of a release.
     *
     * @param namespace empty for the one that the cluster's configuration named
     */
    record ValuesUse(String release, String namespace, String run, Instant time) {}
}
