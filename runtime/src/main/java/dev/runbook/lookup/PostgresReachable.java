package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.failure.Failed;
import dev.runbook.failure.FailureClass;
import dev.runbook.value.Value;

/** {@code postgres(database).reachable?}: whether the server answers and lets the user in. */
public final class PostgresReachable implements Lookup {
    @Override
    public String name() {
        return "database.reachable?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        try {
            call.world().postgres().server(PostgresDatabase.of(call));
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
