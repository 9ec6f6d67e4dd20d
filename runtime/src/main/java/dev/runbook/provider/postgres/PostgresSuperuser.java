package dev.runbook.provider.postgres;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;

/** {@code postgres(database).superuser?}: whether the user is a superuser, or what a managed service has instead. */
public final class PostgresSuperuser implements Lookup {
    @Override
    public String name() {
        return "database.superuser?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        Databases.Server server = call.client(Postgres.class).server(PostgresDatabase.of(call));
        return Value.of(server.superuser() || server.managed().isPresent());
    }
}
