package dev.runbook.provider.postgres;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.RightsNeeded;
import dev.runbook.provider.StateBefore;
import java.util.Map;

/** {@code postgres.drop database, "coder_before_restore"}. */
public final class PostgresDrop implements Action {
    @Override
    public String name() {
        return "postgres.drop";
    }

    @Override
    public Intent intent(Call call) {
        return new Intent.Description(
                "drop database %s on the server of %s".formatted(database(call), PostgresCalls.shown(call)));
    }

    @Override
    public void rights(Call call, RightsNeeded needed) throws InterruptedException {
        PostgresCalls.rights(call, needed);
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        try {
            return Outcome.done(call.client(Postgres.class).drop(PostgresCalls.way(call), database(call)));
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
    public Evidence evidence(Call call, StateBefore before) throws InterruptedException {
        return DatabaseIdentity.dropped(call, before, database(call));
    }

    private static String database(Call call) {
        return ArgumentText.of(call.positional().get(1), "database");
    }
}
