package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.action.HelmCalls;
import dev.runbook.helm.ArgumentText;
import dev.runbook.helm.HelmNames;
import dev.runbook.value.Value;
import java.util.Optional;

/** {@code helm.chart(chart, version: …)}. */
public final class HelmChart implements Lookup {
    @Override
    public String name() {
        return "helm.chart";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        Optional<String> version = call.option("version").map(v -> ArgumentText.of(v, "version"));
        return HelmEntities.chart(call.world().helm().chart(HelmCalls.argument(call, 0, HelmNames::chart), version));
    }
}
