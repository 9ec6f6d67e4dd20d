package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.helm.Helm;
import dev.runbook.value.Value;
import java.util.List;

/** {@code helm.release?(name)}. */
public final class HelmReleaseExists implements Lookup {
    @Override
    public String name() {
        return "helm.release?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        List<Helm.Revision> history = HelmRelease.historyOrNone(call);
        return Value.of(!history.isEmpty() && !history.getLast().uninstalled());
    }
}
