package dev.runbook.provider.postgres;

import java.util.Optional;

/**
 * How to get to a database.
 *
 * @param connection what libpq is told
 * @param through what it is reached through when it lives in the cluster; empty for one that is reached directly
 */
public record ConnectionSpec(Conninfo connection, Optional<Through> through) {
    /**
     * An object of the cluster that has the database's pods.
     *
     * @param object as kubectl takes it: {@code service/timescale}, {@code statefulset/timescale}, {@code pod/timescale-0}
     */
    public record Through(String object, String namespace) {}

    /** A database that is reached directly. */
    public static ConnectionSpec directly(Conninfo connection) {
        return new ConnectionSpec(connection, Optional.empty());
    }

    /** For people: {@code database coder at timescale, through service/timescale}. */
    public String shown() {
        return connection.shown() + through.map(t -> ", through " + t.object()).orElse("");
    }
}
