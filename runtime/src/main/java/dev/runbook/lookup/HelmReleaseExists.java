package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.action.HelmCalls;
import dev.runbook.action.ObjectRights;
import dev.runbook.action.RightsNeeded;
import dev.runbook.helm.Helm;
import dev.runbook.kube.ReleaseRights;
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

    @Override
    public Value foreseen(Call call, RightsNeeded needed) throws InterruptedException {
        HelmCalls.rights(call, ReleaseRights.READ, needed);
        return ObjectRights.unknown(call);
    }
}
