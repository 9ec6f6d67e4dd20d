package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.port.Databases;
import dev.runbook.value.Value;

/** {@code postgres(database).superuser_role}: what makes the user a superuser. */
public final class PostgresSuperuserRole implements Lookup {
    @Override
    public String name() {
        return "database.superuser_role";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        Databases.Server server = call.world().postgres().server(PostgresDatabase.of(call));
        return server.superuser()
                ? Value.of("superuser")
                : server.managed().map(Value::of).orElse(Value.NIL);
    }
}
