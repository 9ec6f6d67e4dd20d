package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.action.HelmCalls;
import dev.runbook.action.ObjectRights;
import dev.runbook.action.RightsNeeded;
import dev.runbook.helm.HelmNames;
import dev.runbook.kube.ReleaseRights;
import dev.runbook.value.Value;

/** {@code helm.history(release)}. */
public final class HelmHistory implements Lookup {
    @Override
    public String name() {
        return "helm.history";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        return new Value.Items(
                call
                        .world()
                        .helm()
                        .history(HelmCalls.argument(call, 0, HelmNames::release), HelmCalls.namespace(call))
                        .stream()
                        .map(HelmEntities::revision)
                        .toList());
    }

    @Override
    public Value foreseen(Call call, RightsNeeded needed) throws InterruptedException {
        HelmCalls.rights(call, ReleaseRights.READ, needed);
        return ObjectRights.unknown(call);
    }
}
