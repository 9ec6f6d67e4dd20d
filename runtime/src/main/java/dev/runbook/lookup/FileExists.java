package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.value.Value;

/** {@code file.exists?(path)}. */
public final class FileExists implements Lookup {
    @Override
    public String name() {
        return "file.exists?";
    }

    @Override
    public Value read(Call call) {
        return Value.of(call.positional().getFirst() instanceof Value.Text(String path)
                && call.world().files().exists(path));
    }
}
