package dev.runbook.provider.helm;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;

/** {@code helm.crds(chart, version: …)}. */
public final class HelmCrds implements Lookup {
    @Override
    public String name() {
        return "helm.crds";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        return new Value.List(ChartDefinitions.behind(call).stream()
                .map(definition -> Value.of(definition.manifest()))
                .toList());
    }
}
