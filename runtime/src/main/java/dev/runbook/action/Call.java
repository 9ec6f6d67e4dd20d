package dev.runbook.action;

import dev.runbook.catalogue.Signature;
import dev.runbook.port.Observer;
import dev.runbook.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A signature with the values of one call. In a plan, a value may be {@link Value.Unknown}.
 *
 * @param namespace the default namespace where the call stands; an option of the call may name another
 * @param observer is told what is still missing, when a wait asks
 */
public record Call(
        Signature signature,
        Optional<Value> receiver,
        List<Value> positional,
        Map<String, Value> options,
        Value namespace,
        World world,
        Observer observer) {
    public Call {
        positional = List.copyOf(positional);
        options = Map.copyOf(options);
    }

    /** The option's value; empty when it was left out or is nil. */
    public Optional<Value> option(String name) {
        return Optional.ofNullable(options.get(name)).filter(v -> !(v instanceof Value.Nil));
    }

    /** Whether all that was given to it is known. */
    public boolean known() {
        return Stream.concat(positional.stream(), options.values().stream()).noneMatch(Value.Unknown.class::isInstance);
    }

    /** The same call in another world, such as one whose helm remembers its answers. */
    public Call with(World other) {
        return new Call(signature, receiver, positional, options, namespace, other, observer);
    }

    /** The same call with an option. */
    public Call with(String name, Value value) {
        Map<String, Value> more = new HashMap<>(options);
        more.put(name, value);
        return new Call(signature, receiver, positional, more, namespace, world, observer);
    }
}
