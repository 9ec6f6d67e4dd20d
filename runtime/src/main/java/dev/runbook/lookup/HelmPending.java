package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.helm.Helm;
import dev.runbook.value.Value;
import java.util.List;

/** {@code helm.pending?(release)}. */
public final class HelmPending implements Lookup {
    @Override
    public String name() {
        return "helm.pending?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        List<Helm.Revision> history = HelmRelease.historyOrNone(call);
        return Value.of(!history.isEmpty() && history.getLast().pending());
    }
}
