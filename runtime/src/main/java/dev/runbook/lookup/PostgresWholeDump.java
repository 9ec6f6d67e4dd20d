package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.helm.ArgumentText;
import dev.runbook.value.Value;

/** {@code postgres.whole_dump?("coder.dump")}: whether it could be restored, before anything is stopped for it. */
public final class PostgresWholeDump implements Lookup {
    @Override
    public String name() {
        return "postgres.whole_dump?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        call.world().postgres().expectWhole(ArgumentText.of(call.positional().getFirst(), "from"));
        return Value.TRUE;
    }
}
