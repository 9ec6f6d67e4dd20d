package dev.runbook.language.signature;

import dev.runbook.language.value.Value;
import java.util.List;
import java.util.Map;

/**
 * What a run refuses of the arguments of a call whatever the world holds: the very code that the run hands them to. What it
 * refuses, each throws as the run would.
 */
public interface ArgumentRules {
    /** Nothing is refused. */
    ArgumentRules NONE = new ArgumentRules() {};

    /** A text that is given for a parameter. */
    default void text(Signature signature, String parameter, String text) {}

    /** An entry of a map. */
    default void entry(Signature signature, String parameter, String key, Value value) {}

    default void number(Signature signature, String parameter, long number) {}

    /**
     * All arguments of a call together, although each alone could stand.
     *
     * @param positional the values, as far as they are known
     * @param written for each of them, whether the runbook's own text says how it begins
     */
    default void together(
            Signature signature, List<Value> positional, Map<String, Value> options, List<Boolean> written) {}

    /** The namespace that a runbook works in. */
    default void namespace(String text) {}
}
