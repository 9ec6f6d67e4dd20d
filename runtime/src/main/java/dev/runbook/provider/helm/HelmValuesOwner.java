package dev.runbook.provider.helm;

import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.Value;
import dev.runbook.port.PastRuns;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import dev.runbook.provider.ReleaseName;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** {@code helm.values_owner(file)}. */
public final class HelmValuesOwner implements Lookup {
    @Override
    public String name() {
        return "helm.values_owner";
    }

    @Override
    public Value read(Call call) {
        return use(call)
                .<Value>map(use -> Value.of("%s (run %s, %s)"
                        .formatted(
                                new ReleaseName(use.namespace(), use.release()).words(),
                                use.run(),
                                use.time().truncatedTo(ChronoUnit.SECONDS))))
                .orElse(Value.NIL);
    }

    static Optional<PastRuns.ValuesUse> use(Call call) {
        String file = ArgumentText.of(call.positional().getFirst(), "file");
        return call.client(PastRuns.class)
                .valuesUse(call.client(Workspace.class).absolute(file));
    }
}
