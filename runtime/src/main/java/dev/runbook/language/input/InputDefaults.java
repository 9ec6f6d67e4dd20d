package dev.runbook.language.input;

import dev.runbook.language.program.Expr;
import dev.runbook.language.value.Value;
import java.util.Map;

/** Evaluates the default of an input over the inputs before it; a default looks at nothing else. */
@FunctionalInterface
public interface InputDefaults {
    Value evaluate(Expr expression, Map<String, Value> earlier);
}
