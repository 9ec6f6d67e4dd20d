package dev.runbook.provider.postgres;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;

/** {@code postgres(database).reachable?}: whether the server answers and lets the user in. */
public final class PostgresReachable implements Lookup {
    @Override
    public String name() {
        return "database.reachable?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        try {
            call.client(Postgres.class).server(PostgresDatabase.of(call));
            return Value.TRUE;
        } catch (Failed e) {
            // A refused login is no question of waiting: it is told at once.
            if (e.failure().kind() == FailureClass.Unreachable) {
                return Value.FALSE;
            }
            throw e;
        }
    }
}
