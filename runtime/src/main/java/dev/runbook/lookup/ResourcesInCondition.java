package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.kube.Conditions;
import dev.runbook.kube.Conditions.Condition;
import dev.runbook.port.Observer;
import dev.runbook.value.Value;
import java.util.List;
import java.util.Optional;

/** {@code resources.condition?(:Name)}: whether every object of the set has the condition with the status True. */
public final class ResourcesInCondition implements Lookup {
    @Override
    public String name() {
        return "resources.condition?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        String type = Given.text(call, 0).orElseThrow(() -> Given.wrong("condition? needs the type of a condition"));
        List<Member> members = Member.now(call);
        if (members.isEmpty()) {
            Member.reportNone(call);
        }
        boolean all = !members.isEmpty();
        for (Member member : members) {
            if (member.object().isEmpty()) {
                member.reportAbsent(call);
                all = false;
                continue;
            }
            Optional<Condition> condition = Conditions.of(member.object().get(), type);
            if (condition.filter(Condition::holds).isEmpty()) {
                all = false;
                call.observer()
                        .pending(new Observer.Pending(
                                member.id(),
                                condition.map(c -> type + " is " + c.status()).orElse("no condition " + type + " yet"),
                                condition.map(Condition::why).orElse("")));
            }
        }
        return Value.of(all);
    }
}
