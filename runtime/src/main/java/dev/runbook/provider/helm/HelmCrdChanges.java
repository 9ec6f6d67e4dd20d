package dev.runbook.provider.helm;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;

/** {@code helm.crd_changes(chart, version: …)}. */
public final class HelmCrdChanges implements Lookup {
    @Override
    public String name() {
        return "helm.crd_changes";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        return new Value.List(ChartDefinitions.behind(call).stream()
                .map(definition -> Value.of(definition.words()))
                .toList());
    }
}
