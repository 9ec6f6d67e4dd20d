package dev.runbook.input;

import dev.runbook.program.Expr;
import dev.runbook.value.Value;
import java.util.Map;

/** Evaluates the default of an input over the inputs before it; a default looks at nothing else. */
@FunctionalInterface
public interface Defaults {
    Value evaluate(Expr expression, Map<String, Value> earlier);
}
