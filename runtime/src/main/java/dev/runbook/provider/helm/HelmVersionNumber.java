package dev.runbook.provider.helm;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;

/** {@code helm.version}. */
public final class HelmVersionNumber implements Lookup {
    @Override
    public String name() {
        return "helm.version";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        return new Value.Version(call.client(Helm.class).version());
    }
}
