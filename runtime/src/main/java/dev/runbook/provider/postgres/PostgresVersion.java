package dev.runbook.provider.postgres;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;

/** {@code postgres(database).version}: the server's. */
public final class PostgresVersion implements Lookup {
    @Override
    public String name() {
        return "database.version";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        return new Value.Version(
                call.client(Postgres.class).server(PostgresDatabase.of(call)).version());
    }
}
