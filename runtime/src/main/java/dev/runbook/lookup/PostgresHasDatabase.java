package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.helm.ArgumentText;
import dev.runbook.value.Value;

/** {@code postgres(database).database?("coder_before_restore")}: whether its server has another one of that name. */
public final class PostgresHasDatabase implements Lookup {
    @Override
    public String name() {
        return "database.database?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        String wanted = ArgumentText.of(call.positional().getFirst(), "name");
        return Value.of(call.world().postgres().exists(PostgresDatabase.of(call), wanted));
    }
}
