package dev.runbook.provider.kube;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import java.util.List;

/** {@code resources.exists?}: whether every object of the set is there. */
public final class ResourcesExist implements ResourcesLookup {
    @Override
    public String name() {
        return "resources.exists?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        List<SetMember> members = SetMember.now(call);
        if (members.isEmpty()) {
            SetMember.reportNone(call);
        }
        List<SetMember> absent =
                members.stream().filter(m -> m.object().isEmpty()).toList();
        for (SetMember one : absent) {
            one.reportAbsent(call);
        }
        return Value.of(!members.isEmpty() && absent.isEmpty());
    }
}
