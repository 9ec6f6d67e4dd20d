package dev.runbook.provider.helm;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import dev.runbook.provider.RightsNeeded;

/** {@code helm.rounded_values(file, release: …, chart: …, version: …)}. */
public final class HelmRoundedValues implements Lookup {
    @Override
    public String name() {
        return "helm.rounded_values";
    }

    @Override
    public Value foreseen(Call call, RightsNeeded needed) {
        HelmRights.readNamed(call, "release", needed);
        return call.unknown();
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        return new Value.List(
                RoundedNumbers.of(call).mendable().stream().map(Value::of).toList());
    }
}
