package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.value.Value;

/** {@code postgres(database).version}: the server's. */
public final class PostgresVersion implements Lookup {
    @Override
    public String name() {
        return "database.version";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        return new Value.Version(
                call.world().postgres().server(PostgresDatabase.of(call)).version());
    }
}
