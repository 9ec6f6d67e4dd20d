package dev.runbook.provider.kube;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;

/** {@code resources.replicas}: how many pods these very objects are to have now, all together. */
public final class ResourcesReplicas implements ResourcesLookup {
    @Override
    public String name() {
        return "resources.replicas";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        return Value.of(SetMember.now(call).stream()
                .flatMap(member -> member.object().stream())
                .mapToLong(object -> object.at("spec", "replicas").orElse(0) instanceof Number n ? n.longValue() : 0)
                .sum());
    }
}
