package dev.runbook.provider.helm;

import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
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
        return HelmEntities.chart(
                call.client(Helm.class).chart(HelmCalls.argument(call, 0, HelmNames::chart), version));
    }
}
