package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.value.Value;

/** {@code postgres(database).size}: in bytes. */
public final class PostgresSize implements Lookup {
    @Override
    public String name() {
        return "database.size";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        return Value.of(call.world().postgres().bytes(PostgresDatabase.of(call)));
    }
}
