package dev.runbook.provider.helm;

import dev.runbook.language.value.Value;
import dev.runbook.port.PastRuns;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import java.util.Optional;

/** {@code helm.values_of?(file, release)}. */
public final class HelmValuesOf implements Lookup {
    @Override
    public String name() {
        return "helm.values_of?";
    }

    @Override
    public Value read(Call call) {
        String release = HelmCalls.argument(call, 1, HelmNames::release);
        Optional<PastRuns.ValuesUse> use = HelmValuesOwner.use(call);
        return Value.of(use.filter(last ->
                        last.release().equals(release) && last.namespace().equals(HelmCalls.namespace(call)))
                .isPresent());
    }
}
