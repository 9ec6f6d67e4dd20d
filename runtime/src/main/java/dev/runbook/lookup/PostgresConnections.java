package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.value.Value;

/** {@code postgres(database).connections}: how many others are connected to it. */
public final class PostgresConnections implements Lookup {
    @Override
    public String name() {
        return "database.connections";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        return Value.of(call.world().postgres().connections(PostgresDatabase.of(call)));
    }
}
