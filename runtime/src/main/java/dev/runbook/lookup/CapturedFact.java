package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.value.ResourceId;
import dev.runbook.value.Resources;
import dev.runbook.value.Value;
import java.util.List;

/** What a set of resources remembers of the moment when it was looked up: its addresses, names, number and UID. */
public record CapturedFact(Fact fact) implements Lookup {
    /** What can be asked. */
    public enum Fact {
        ADDRESS,
        ADDRESSES,
        COUNT,
        NAMES,
        NAME,
        UID
    }

    @Override
    public String name() {
        return "resources." + fact.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public Value read(Call call) {
        Resources resources = Given.resources(call);
        List<ResourceId> there =
                resources.members().stream().filter(m -> !m.uid().isEmpty()).toList();
        return switch (fact) {
            case ADDRESS ->
                resources.addresses().stream().findFirst().map(Value::of).orElse(Value.NIL);
            case ADDRESSES ->
                new Value.Items(resources.addresses().stream().map(Value::of).toList());
            case COUNT -> Value.of(there.size());
            case NAMES ->
                new Value.Items(there.stream().map(m -> Value.of(m.name())).toList());
            case NAME -> Value.of(only(resources).name());
            case UID -> {
                String uid = only(resources).uid();
                yield uid.isEmpty() ? Value.NIL : Value.of(uid);
            }
        };
    }

    private ResourceId only(Resources resources) {
        if (resources.members().size() != 1) {
            throw Given.wrong(
                    "%s asks one object, and %s are %d"
                            .formatted(
                                    name(),
                                    resources.label(),
                                    resources.members().size()),
                    "Ask it of one object by its name, or ask names.");
        }
        return resources.members().getFirst();
    }
}
