package dev.runbook.provider.file;

import dev.runbook.language.value.Value;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;

/** {@code file.exists?(path)}. */
public final class FileExists implements Lookup {
    @Override
    public String name() {
        return "file.exists?";
    }

    /** That much the operator has told by naming the file. */
    @Override
    public boolean tellsOnlyPresence() {
        return true;
    }

    @Override
    public Value read(Call call) {
        return Value.of(call.positional().getFirst() instanceof Value.Text(String path)
                && call.client(Workspace.class).exists(path));
    }
}
