package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.port.Databases;
import dev.runbook.value.Value;

/** {@code postgres(database).superuser?}: whether the user is a superuser, or what a managed service has instead. */
public final class PostgresSuperuser implements Lookup {
    @Override
    public String name() {
        return "database.superuser?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        Databases.Server server = call.world().postgres().server(PostgresDatabase.of(call));
        return Value.of(server.superuser() || server.managed().isPresent());
    }
}
