package dev.runbook.provider.postgres;

import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;

/** {@code postgres(database).database?("coder_before_restore")}: whether its server has another one of that name. */
public final class PostgresHasDatabase implements Lookup {
    @Override
    public String name() {
        return "database.database?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        String wanted = ArgumentText.of(call.positional().getFirst(), "name");
        return Value.of(call.client(Postgres.class).exists(PostgresDatabase.of(call), wanted));
    }
}
