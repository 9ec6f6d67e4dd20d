package dev.runbook.provider.kube;

import dev.runbook.language.value.Value;
import dev.runbook.port.Observer;
import dev.runbook.provider.Call;
import dev.runbook.provider.CallArguments;
import dev.runbook.provider.kube.ObjectConditions.Condition;
import java.util.Optional;

/** {@code resources.condition(:Name)}: the status of a condition of one object. */
public final class ResourceCondition implements ResourcesLookup {
    @Override
    public String name() {
        return "resources.condition";
    }

    @Override
    public boolean tellsContents() {
        return true;
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        String type = CallArguments.text(call, 0)
                .orElseThrow(() -> CallArguments.wrong("condition needs the type of a condition"));
        Optional<SetMember> member = SetMember.only(call);
        if (member.isEmpty()) {
            SetMember.reportNone(call);
            return Value.NIL;
        }
        if (member.get().object().isEmpty()) {
            member.get().reportAbsent(call);
            return Value.NIL;
        }
        Optional<Condition> condition =
                ObjectConditions.of(member.get().object().get(), type);
        call.observer()
                .pending(new Observer.Pending(
                        member.get().id(),
                        type + " is " + condition.map(Condition::status).orElse("not there"),
                        condition.map(Condition::why).orElse("")));
        return condition.map(c -> Value.of(c.status())).orElse(Value.NIL);
    }
}
