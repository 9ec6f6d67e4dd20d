package dev.runbook.provider.postgres;

import java.util.Optional;

/**
 * A dump that is to take the place of a database.
 *
 * @param into the database that it takes the place of
 * @param from file or folder of the dump
 * @param keepAs the name that the database gets which was there before; empty for one that is free
 * @param disconnect whether whoever is connected is disconnected, rather than that the restore is refused
 * @param jobs how many tables are restored at once
 * @param fresh the name of the new database; empty for one of the restore's own choice
 * @param halfMade the new database of an attempt that was cut short, which is dropped first
 */
public record Restore(
        ConnectionSpec into,
        String from,
        Optional<String> keepAs,
        boolean disconnect,
        long jobs,
        Optional<String> fresh,
        Optional<String> halfMade) {
    public Restore(ConnectionSpec into, String from, Optional<String> keepAs, boolean disconnect, long jobs) {
        this(into, from, keepAs, disconnect, jobs, Optional.empty(), Optional.empty());
    }
}
