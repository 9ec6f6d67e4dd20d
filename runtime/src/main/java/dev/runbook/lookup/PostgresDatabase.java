package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.action.PostgresCalls;
import dev.runbook.failure.Failed;
import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import dev.runbook.postgres.Conninfo;
import dev.runbook.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code postgres(database)}: the database that a secret names, to ask things of. It connects nowhere yet. */
public final class PostgresDatabase implements Lookup {
    private static final String CONNECTION = "connection";

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Value read(Call call) {
        Value secret = call.positional().getFirst();
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("name", Value.of(PostgresCalls.connection(secret, "postgres").database()));
        fields.put(CONNECTION, secret);
        return new Value.Entity("database", fields);
    }

    /** The connection of the database that a member is asked of. */
    static Conninfo of(Call call) {
        if (call.receiver().orElse(Value.NIL) instanceof Value.Entity database) {
            return PostgresCalls.connection(
                    database.field(CONNECTION), call.signature().name());
        }
        throw new Failed(Failure.of(
                FailureClass.CommandFailed, call.signature().name() + " is asked of something that is no database"));
    }
}
