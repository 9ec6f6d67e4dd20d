package dev.runbook.rehearsal.api;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The time of the cluster that a thread works for; the machine's for all others. */
public final class ApiTime {
    public static final ScopedValue<InstantSource> SOURCE = ScopedValue.newInstance();

    private ApiTime() {}

    /** Now, in whole seconds: the API writes no finer times. */
    public static Instant now() {
        return SOURCE.orElse(InstantSource.system()).instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
