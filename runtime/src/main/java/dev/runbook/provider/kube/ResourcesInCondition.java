package dev.runbook.provider.kube;

import dev.runbook.diagnostic.Suggestion;
import dev.runbook.language.value.Value;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Observer;
import dev.runbook.provider.Call;
import dev.runbook.provider.CallArguments;
import dev.runbook.provider.kube.ObjectConditions.Condition;
import java.util.List;
import java.util.Optional;

/** {@code resources.condition?(:Name)}: whether every object of the set has the condition with the status True. */
public final class ResourcesInCondition implements ResourcesLookup {
    @Override
    public String name() {
        return "resources.condition?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        String type = CallArguments.text(call, 0)
                .orElseThrow(() -> CallArguments.wrong("condition? needs the type of a condition"));
        List<SetMember> members = SetMember.now(call);
        if (members.isEmpty()) {
            SetMember.reportNone(call);
        }
        boolean all = !members.isEmpty();
        for (SetMember member : members) {
            if (member.object().isEmpty()) {
                member.reportAbsent(call);
                all = false;
                continue;
            }
            Optional<Condition> condition = ObjectConditions.of(member.object().get(), type);
            if (condition.filter(Condition::holds).isEmpty()) {
                all = false;
                call.observer()
                        .pending(new Observer.Pending(
                                member.id(),
                                condition.map(c -> type + " is " + c.status()).orElse("no condition " + type + " yet"),
                                condition
                                        .map(Condition::why)
                                        .orElseGet(() -> others(member.object().get(), type))));
            }
        }
        return Value.of(all);
    }

    /** What the object has instead: a condition that is misspelt, or that its kind has not, never comes. */
    private static String others(KubeObject object, String type) {
        List<String> types = ObjectConditions.types(object);
        return types.isEmpty()
                ? "it has no conditions; ready?, exists? and field ask without one"
                : "it has " + String.join(", ", types)
                        + Suggestion.nearest(type, types)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("");
    }
}
