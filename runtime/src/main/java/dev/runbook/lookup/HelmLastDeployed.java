package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.action.HelmCalls;
import dev.runbook.action.ObjectRights;
import dev.runbook.action.RightsNeeded;
import dev.runbook.helm.Helm;
import dev.runbook.kube.ReleaseRights;
import dev.runbook.value.Value;
import java.util.OptionalInt;

/** {@code helm.last_deployed(release)}. */
public final class HelmLastDeployed implements Lookup {
    @Override
    public String name() {
        return "helm.last_deployed";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        OptionalInt revision = Helm.lastDeployed(HelmRelease.historyOrNone(call));
        return revision.isPresent() ? Value.of(revision.getAsInt()) : Value.NIL;
    }

    @Override
    public Value foreseen(Call call, RightsNeeded needed) throws InterruptedException {
        HelmCalls.rights(call, ReleaseRights.READ, needed);
        return ObjectRights.unknown(call);
    }
}
