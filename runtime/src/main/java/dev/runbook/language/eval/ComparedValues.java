package dev.runbook.language.eval;

import dev.runbook.language.program.Expr;
import dev.runbook.language.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Collects what the two sides of each comparison were, so that a check can say it. */
public final class ComparedValues implements Evaluator.Watcher {
    private final Map<String, String> values = new LinkedHashMap<>();

    @Override
    public void sides(Expr side, Value value) {
        if (!(side instanceof Expr.Constant) && !(value instanceof Value.Unknown)) {
            values.put(side.where().text(), ValueText.quoted(value));
        }
    }

    /** {@code helm.version is 3.1.0, target.version.minor is 17}; empty when nothing was compared. */
    public String text() {
        return values.entrySet().stream()
                .map(e -> e.getKey() + " is " + e.getValue())
                .collect(Collectors.joining(", "));
    }
}
