package dev.runbook.language.eval;

import dev.runbook.language.program.Expr;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A lookup that an expression asks, with the values that it asks with.
 *
 * @param lookup as it stands in the runbook
 * @param receiver the value before the dot
 * @param namespace where it asks when it names none itself
 */
public record LookupRequest(
        Expr.Invoke lookup,
        Optional<Value> receiver,
        List<Value> positional,
        Map<String, Value> options,
        Value namespace) {
    public Signature signature() {
        return lookup.signature();
    }

    /** As it is written, for people. */
    public String text() {
        return lookup.where().text();
    }
}
