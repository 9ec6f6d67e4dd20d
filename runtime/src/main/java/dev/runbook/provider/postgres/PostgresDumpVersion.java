package dev.runbook.provider.postgres;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;

/** {@code postgres.pg_dump_version}: of the one on the path. */
public final class PostgresDumpVersion implements Lookup {
    @Override
    public String name() {
        return "postgres.pg_dump_version";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        return new Value.Version(call.client(Postgres.class).dumpVersion());
    }
}
