package dev.runbook.provider.postgres;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;

/** {@code postgres(database).size}: in bytes. */
public final class PostgresSize implements Lookup {
    @Override
    public String name() {
        return "database.size";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        return Value.of(call.client(Postgres.class).bytes(PostgresDatabase.of(call)));
    }
}
