package dev.runbook.language.eval;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import java.util.List;
import java.util.Optional;

/** What a set of resources remembers of the moment when it was looked up. */
public final class CapturedFields {
    private CapturedFields() {}

    /** The fact of this name; empty when there is no such fact. */
    public static Optional<Value> fact(Resources resources, String name) {
        List<ResourceId> there =
                resources.members().stream().filter(m -> !m.uid().isEmpty()).toList();
        return switch (name) {
            case "address" ->
                Optional.of(resources.addresses().stream()
                        .findFirst()
                        .map(Value::of)
                        .orElse(Value.NIL));
            case "addresses" ->
                Optional.of(new Value.List(
                        resources.addresses().stream().map(Value::of).toList()));
            case "count" -> Optional.of(Value.of(there.size()));
            case "names" ->
                Optional.of(new Value.List(
                        there.stream().map(m -> Value.of(m.name())).toList()));
            case "names_with_kind" ->
                Optional.of(new Value.List(
                        there.stream().map(m -> Value.of(m.shortName())).toList()));
            case "name" -> Optional.of(Value.of(only(resources, name).name()));
            case "uid" -> {
                String uid = only(resources, name).uid();
                yield Optional.of(uid.isEmpty() ? Value.NIL : Value.of(uid));
            }
            default -> Optional.empty();
        };
    }

    private static ResourceId only(Resources resources, String name) {
        if (resources.members().size() != 1) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "%s asks one object, and %s are %d"
                            .formatted(
                                    name, resources.label(), resources.members().size()),
                    "Ask it of one object by its name, or ask names."));
        }
        return resources.members().getFirst();
    }
}
