package dev.runbook.provider.helm;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import dev.runbook.provider.RightsNeeded;
import java.util.List;

/** {@code helm.uninstalled?(name)}. */
public final class HelmUninstalled implements Lookup {
    @Override
    public String name() {
        return "helm.uninstalled?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        List<Helm.Revision> history = HelmRelease.historyOrNone(call);
        return Value.of(!history.isEmpty() && history.getLast().uninstalled());
    }

    @Override
    public Value foreseen(Call call, RightsNeeded needed) throws InterruptedException {
        HelmRights.read(call, needed);
        return call.unknown();
    }
}
