package dev.runbook.provider.helm;

import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import java.util.List;

/** {@code helm.unowned(release, chart, version: …, values: …)}. */
public final class HelmUnowned implements Lookup {
    @Override
    public String name() {
        return "helm.unowned";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        return new Resources(
                "objects of no release",
                UnownedObjects.of(UpgradeRendering.upgrade(call, 0)).stream()
                        .map(KubeObject::id)
                        .toList(),
                List.of(),
                false);
    }
}
