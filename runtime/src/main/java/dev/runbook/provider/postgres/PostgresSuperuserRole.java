package dev.runbook.provider.postgres;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;

/** {@code postgres(database).superuser_role}: what makes the user a superuser. */
public final class PostgresSuperuserRole implements Lookup {
    @Override
    public String name() {
        return "database.superuser_role";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        Databases.Server server = call.client(Postgres.class).server(PostgresDatabase.of(call));
        return server.superuser()
                ? Value.of("superuser")
                : server.managed().map(Value::of).orElse(Value.NIL);
    }
}
