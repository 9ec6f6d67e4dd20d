package dev.runbook.port;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The Leases of a cluster, by which programs on different machines keep out of each other's way. Every method can throw
 * {@link dev.runbook.language.failure.Failed}.
 */
public interface Leases {
    /** The Lease, if it is there. */
    Optional<Lease> find(String namespace, String name) throws InterruptedException;

    /** Makes a Lease that is not there yet. */
    Written create(Lease lease) throws InterruptedException;

    /** Writes a Lease, if nobody has written it since it was read. */
    Written replace(Lease lease) throws InterruptedException;

    /** Takes a Lease away, if nobody has written it since it was read. */
    void delete(Lease lease) throws InterruptedException;

    /**
     * A Lease.
     *
     * @param version what the server calls its present state; another one after each write; empty when it is not there
     * @param holder who has it; empty when nobody has
     * @param lasts how long it counts after it was written
     * @param since when the holder got it, by the holder's clock
     * @param transitions how often it has changed hands
     * @param notes what the holder says about itself
     */
    record Lease(
            String namespace,
            String name,
            String version,
            String holder,
            Duration lasts,
            Instant since,
            int transitions,
            Map<String, String> notes) {
        public Lease {
            notes = Map.copyOf(notes);
        }
    }

    /** What came of a write. */
    sealed interface Written {
        /** It was written, and is now as it is here. */
        record Saved(Lease lease) implements Written {}

        /** Somebody else was faster: there is one, or another one, or none. */
        record Conflict() implements Written {}

        /** There is no such namespace. */
        record NoNamespace() implements Written {}
    }
}
