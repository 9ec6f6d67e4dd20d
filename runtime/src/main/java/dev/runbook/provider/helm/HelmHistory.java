package dev.runbook.provider.helm;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import dev.runbook.provider.RightsNeeded;

/** {@code helm.history(release)}. */
public final class HelmHistory implements Lookup {
    @Override
    public String name() {
        return "helm.history";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        return new Value.List(
                call
                        .client(Helm.class)
                        .history(HelmCalls.argument(call, 0, HelmNames::release), HelmCalls.namespace(call))
                        .stream()
                        .map(HelmEntities::revision)
                        .toList());
    }

    @Override
    public Value foreseen(Call call, RightsNeeded needed) throws InterruptedException {
        HelmRights.read(call, needed);
        return call.unknown();
    }
}
