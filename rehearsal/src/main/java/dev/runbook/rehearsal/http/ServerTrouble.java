package dev.runbook.rehearsal.http;

import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.time.SimulatedTime;
import java.time.Duration;
import java.util.Optional;

/** A status that a server answers everything with for a while. */
final class ServerTrouble {
    private final SimulatedTime time;
    private volatile Optional<TimedStatus> current = Optional.empty();

    /** A status, and until when it is answered. */
    private record TimedStatus(int status, Duration end) {}

    ServerTrouble(SimulatedTime time) {
        this.time = time;
    }

    void begin(int status, Duration lasts) {
        current = Optional.of(new TimedStatus(status, time.elapsed().plus(lasts)));
    }

    /** What is answered now instead; empty for what was asked for. */
    Optional<ApiError> now() {
        return current.filter(trouble -> trouble.end().compareTo(time.elapsed()) > 0)
                .map(trouble -> ApiError.ofStatus(trouble.status()));
    }
}
