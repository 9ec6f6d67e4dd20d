package dev.runbook.provider.kube;

import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterReader;
import dev.runbook.provider.Call;
import dev.runbook.provider.Impact;

/** {@code resources.irreplaceable}: what comes back by no install once exactly these objects are deleted. */
public final class ResourcesIrreplaceable implements ResourcesLookup {
    @Override
    public String name() {
        return "resources.irreplaceable";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        Impact impact = Removal.of(
                call.client(ClusterReader.class),
                SetMember.now(call).stream()
                        .flatMap(member -> member.object().stream())
                        .toList(),
                true);
        return new Value.List(
                impact.losses().stream().map(loss -> Value.of(loss.words())).toList());
    }
}
