package dev.runbook.language.eval;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.value.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that can be seen at a place, with their values; inner scopes see outer ones. Not for several threads. */
public final class Scope {
    private final @Nullable Scope outer;
    private final Map<String, Value> names = new HashMap<>();
    private final Map<String, Failure> failures = new HashMap<>();
    private final Set<String> inputs = new HashSet<>();
    private Value namespace;

    private Scope(@Nullable Scope outer, Value namespace) {
        this.outer = outer;
        this.namespace = namespace;
    }

    /** The outermost scope: the inputs, and the namespace that the kubeconfig names. */
    public static Scope of(Map<String, Value> inputs, Value namespace) {
        Scope scope = new Scope(null, namespace);
        scope.names.putAll(inputs);
        scope.inputs.addAll(inputs.keySet());
        return scope;
    }

    public Scope inner() {
        return new Scope(this, namespace);
    }

    public void bind(String name, Value value) {
        names.put(name, value);
    }

    /**
     * Names a caught failure.
     *
     * @param captures what the regular expression of the clause captured
     * @param repeated whether a clause has answered to the very same before
     */
    public void bindFailure(String name, Failure failure, Map<String, Value> captures, boolean repeated) {
        failures.put(name, failure);
        names.put(name, FailureValue.of(failure, captures, repeated));
    }

    public void enterNamespace(Value entered) {
        namespace = entered;
    }

    public Value namespace() {
        return namespace;
    }

    /** The failure that a rescue clause gave this name. */
    public Optional<Failure> failure(String name) {
        for (Scope s = this; s != null; s = s.outer) {
            if (s.failures.containsKey(name)) {
                return Optional.of(s.failures.get(name));
            }
        }
        return Optional.empty();
    }

    /** Whether a name is that of an input. */
    public boolean isInput(String name) {
        Scope outermost = this;
        while (outermost.outer != null) {
            outermost = outermost.outer;
        }
        return outermost.inputs.contains(name);
    }

    /** Whether a name is bound by now. */
    public boolean has(String name) {
        for (Scope s = this; s != null; s = s.outer) {
            if (s.names.containsKey(name)) {
                return true;
            }
        }
        return false;
    }

    /** The value of a name; a name that check let pass is always bound, so anything else is our bug. */
    public Value get(String name) {
        for (Scope s = this; s != null; s = s.outer) {
            Value value = s.names.get(name);
            if (value != null) {
                return value;
            }
        }
        throw new IllegalStateException("the name " + name + " is not bound");
    }
}
