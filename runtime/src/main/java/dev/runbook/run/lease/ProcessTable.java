package dev.runbook.run.lease;

import java.time.Instant;
import java.util.Optional;

/** The programs of this machine. */
public interface ProcessTable {
    /** The program of this number that started then, while it runs. */
    Optional<HostProcess> running(long pid, Instant started);
}
