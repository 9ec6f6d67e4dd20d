package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.kube.Conditions;
import dev.runbook.kube.Conditions.Condition;
import dev.runbook.port.Observer;
import dev.runbook.value.Value;
import java.util.Optional;

/** {@code resources.condition(:Name)}: the status of a condition of one object. */
public final class ResourceCondition implements ResourcesLookup {
    @Override
    public String name() {
        return "resources.condition";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        String type = Given.text(call, 0).orElseThrow(() -> Given.wrong("condition needs the type of a condition"));
        Optional<Member> member = Member.only(call);
        if (member.isEmpty()) {
            Member.reportNone(call);
            return Value.NIL;
        }
        if (member.get().object().isEmpty()) {
            member.get().reportAbsent(call);
            return Value.NIL;
        }
        Optional<Condition> condition = Conditions.of(member.get().object().get(), type);
        call.observer()
                .pending(new Observer.Pending(
                        member.get().id(),
                        type + " is " + condition.map(Condition::status).orElse("not there"),
                        condition.map(Condition::why).orElse("")));
        return condition.map(c -> Value.of(c.status())).orElse(Value.NIL);
    }
}
