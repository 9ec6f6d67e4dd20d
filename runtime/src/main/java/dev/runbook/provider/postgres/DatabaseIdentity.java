package dev.runbook.provider.postgres;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Identities;
import dev.runbook.provider.StateBefore;
import java.util.Map;
import java.util.Optional;

/** Which database has a name: by its number, which it keeps when it is renamed. */
final class DatabaseIdentity {
    private static final String OID = "oid";

    private DatabaseIdentity() {}

    static Map<String, Value> of(Call call, String database) throws InterruptedException {
        return Map.of(subject(database), identity(oid(call, database)));
    }

    private static String subject(String database) {
        return "database " + database;
    }

    private static Value identity(Optional<Long> oid) {
        return oid.<Value>map(number -> new Value.Map(Map.of(OID, Value.of((long) number))))
                .orElse(Value.NIL);
    }

    private static Optional<Long> oid(Call call, String database) throws InterruptedException {
        return call.client(Postgres.class).oid(PostgresCalls.way(call), database);
    }

    /** Whether another database has been given the name, and the one that had it another name. */
    static Evidence replaced(Call call, StateBefore before, String database) throws InterruptedException {
        Value then = before.meant().get(subject(database));
        Value now = identity(oid(call, database));
        if (then == null) {
            return new Evidence.Another(
                    "the journal does not say which database " + database + " was; now it is " + Identities.words(now));
        }
        if (then.equals(now)) {
            return new Evidence.Absent(
                    now instanceof Value.Nil
                            ? "there is no database " + database + " yet"
                            : "database " + database + " is still the one that was there");
        }
        Postgres server = call.client(Postgres.class);
        ConnectionSpec way = PostgresCalls.way(call);
        // While the new one has its own name, it was somebody else who changed the names.
        boolean inPlace = before.mark().isEmpty() || !server.exists(way, before.mark());
        Optional<String> kept =
                then instanceof Value.Map entries && entries.entries().get(OID) instanceof Value.Int(long oid)
                        ? server.named(way, oid)
                        : Optional.empty();
        if (inPlace && !(now instanceof Value.Nil) && (then instanceof Value.Nil || kept.isPresent())) {
            return new Evidence.Present("database " + database + " is a new one"
                    + kept.map(name -> ", and what was there before is kept as " + name)
                            .orElse(""));
        }
        return new Evidence.Another("it was meant for database " + database + " as it was (" + Identities.words(then)
                + "), and now it is " + Identities.words(now));
    }

    /** Whether a database is gone that was to be dropped. */
    static Evidence dropped(Call call, StateBefore before, String database) throws InterruptedException {
        Value then = before.meant().get(subject(database));
        Value now = identity(oid(call, database));
        if (now instanceof Value.Nil) {
            return new Evidence.Present("database " + database + " is gone");
        }
        return now.equals(then)
                ? new Evidence.Absent("database " + database + " is still there")
                : new Evidence.Another((then == null
                                ? "the journal does not say which database " + database + " was"
                                : "it was meant for database " + database + " as it was (" + Identities.words(then)
                                        + ")")
                        + ", and now it is " + Identities.words(now));
    }
}
