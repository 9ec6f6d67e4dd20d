package dev.runbook.provider.postgres;

import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Value;
import dev.runbook.port.Observer;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import java.util.List;

/** {@code postgres(database).connections}: how many others are connected to it. */
public final class PostgresConnections implements Lookup {
    @Override
    public String name() {
        return "database.connections";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        List<Databases.Client> clients = call.client(Postgres.class).clients(PostgresDatabase.of(call));
        clients.forEach(client -> call.observer()
                .pending(new Observer.Pending(
                        new ResourceId("", "", "", client.program(), ""),
                        Sizes.count(client.connections(), "connection"),
                        "as " + client.user() + ", from " + client.address())));
        return Value.of(
                clients.stream().mapToLong(Databases.Client::connections).sum());
    }
}
