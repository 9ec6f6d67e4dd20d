package dev.runbook.provider;

import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.Value;
import dev.runbook.port.Observer;
import java.util.Collection;
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

    /** The text at a place of the positional arguments; empty for none, an empty one, or one that is not known yet. */
    public Optional<String> knownText(int place) {
        return place < positional.size() ? knownText(positional.get(place)) : Optional.empty();
    }

    /** The text of an option, likewise. */
    public Optional<String> knownText(String option) {
        return option(option).flatMap(Call::knownText);
    }

    /** The namespace that it names, or the one where it stands; empty where that is not known yet. */
    public Optional<String> knownNamespace() {
        return knownText("namespace").or(() -> knownText(namespace));
    }

    private static Optional<String> knownText(Value value) {
        return value instanceof Value.Text(String text) && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    /** Whether an option is known to be true. */
    public boolean isTrue(String option) {
        return option(option).filter(Value.TRUE::equals).isPresent();
    }

    /** Whether all that was given to it is known. */
    public boolean known() {
        return Stream.concat(positional.stream(), options.values().stream()).noneMatch(Value.Unknown.class::isInstance);
    }

    /** The client of the world that a provider of this call reaches its part of it with. */
    public <T> T client(Class<T> type) {
        return world.client(type);
    }

    /** A value that is known only during the run. */
    public Value unknown() {
        return new Value.Unknown(signature.name(), "known during the run");
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

    /** The same call without some of its options. */
    public Call without(Collection<String> names) {
        Map<String, Value> fewer = new HashMap<>(options);
        fewer.keySet().removeAll(names);
        return new Call(signature, receiver, positional, fewer, namespace, world, observer);
    }
}
