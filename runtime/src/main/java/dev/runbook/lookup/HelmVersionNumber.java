package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.value.Value;

/** {@code helm.version}. */
public final class HelmVersionNumber implements Lookup {
    @Override
    public String name() {
        return "helm.version";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        return new Value.Version(call.world().helm().version());
    }
}
