package dev.runbook.provider.postgres;

import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;

/** {@code postgres.whole_dump?("coder.dump")}: whether it could be restored, before anything is stopped for it. */
public final class PostgresWholeDump implements Lookup {
    @Override
    public String name() {
        return "postgres.whole_dump?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        call.client(Postgres.class)
                .expectWhole(ArgumentText.of(call.positional().getFirst(), "from"));
        return Value.TRUE;
    }
}
