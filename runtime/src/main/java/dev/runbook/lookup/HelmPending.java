package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.action.HelmCalls;
import dev.runbook.action.ObjectRights;
import dev.runbook.action.RightsNeeded;
import dev.runbook.helm.Helm;
import dev.runbook.kube.ReleaseRights;
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

    @Override
    public Value foreseen(Call call, RightsNeeded needed) throws InterruptedException {
        HelmCalls.rights(call, ReleaseRights.READ, needed);
        return ObjectRights.unknown(call);
    }
}
