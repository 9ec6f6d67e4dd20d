package dev.runbook.language.eval;

import dev.runbook.language.program.Expr;
import dev.runbook.language.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers the lookups of an expression. */
public interface Reader {
    /**
     * Reads the world.
     *
     * @param lookup the lookup as it stands in the runbook
     * @param receiver the value before the dot
     * @param scope where the lookup stands
     */
    Value read(
            Expr.Invoke lookup,
            Optional<Value> receiver,
            List<Value> positional,
            Map<String, Value> options,
            Scope scope)
            throws InterruptedException;
}
