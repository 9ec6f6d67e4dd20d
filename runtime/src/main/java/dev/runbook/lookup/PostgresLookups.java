package dev.runbook.lookup;

import java.util.List;

/** The lookups of PostgreSQL, and what can be asked of a database. */
public final class PostgresLookups {
    private PostgresLookups() {}

    public static List<Lookup> all() {
        return List.of(
                new PostgresDatabase(),
                new PostgresDumpVersion(),
                new PostgresWholeDump(),
                new PostgresReachable(),
                new PostgresSuperuser(),
                new PostgresSuperuserRole(),
                new PostgresVersion(),
                new PostgresSize(),
                new PostgresConnections(),
                new PostgresHasDatabase());
    }
}
