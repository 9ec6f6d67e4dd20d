package dev.runbook.action;

import dev.runbook.failure.Failed;
import dev.runbook.helm.ArgumentText;
import dev.runbook.port.Processes;
import dev.runbook.value.Value;
import java.util.Map;

/** {@code postgres.drop database, "coder_before_restore"}. */
public final class PostgresDrop implements Action {
    @Override
    public String name() {
        return "postgres.drop";
    }

    @Override
    public Intent intent(Call call) {
        return new Intent.Deed(
                "drop database %s on the server of %s".formatted(database(call), PostgresCalls.shown(call)));
    }

    @Override
    public void rights(Call call, RightsNeeded needed) throws InterruptedException {
        PostgresCalls.rights(call, needed);
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        try {
            return Outcome.done(call.world().postgres().drop(PostgresCalls.way(call), database(call)));
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        }
    }

    @Override
    public Map<String, Value> meant(Call call) throws InterruptedException {
        try {
            return DatabaseIdentity.of(call, database(call));
        } catch (Failed unread) {
            return Map.of();
        }
    }

    @Override
    public Evidence evidence(Call call, Before before) throws InterruptedException {
        return DatabaseIdentity.dropped(call, before, database(call));
    }

    private static String database(Call call) {
        return ArgumentText.of(call.positional().get(1), "database");
    }
}
