package dev.runbook.provider.helm;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import dev.runbook.provider.RightsNeeded;
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
        HelmRights.read(call, needed);
        return call.unknown();
    }
}
