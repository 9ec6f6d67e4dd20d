package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.value.Value;

/** {@code postgres.pg_dump_version}: of the one on the path. */
public final class PostgresDumpVersion implements Lookup {
    @Override
    public String name() {
        return "postgres.pg_dump_version";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        return new Value.Version(call.world().postgres().dumpVersion());
    }
}
