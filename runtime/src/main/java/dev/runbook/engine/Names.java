package dev.runbook.engine;

import dev.runbook.eval.Evaluator;
import dev.runbook.eval.Scope;
import dev.runbook.journal.Entry;
import dev.runbook.journal.Masking;
import dev.runbook.program.Expr;
import dev.runbook.program.Task;
import dev.runbook.value.Value;
import java.util.Optional;

/** Gives names their values: from the journal of a run that is carried on, else from the world as it is now. */
final class Names {
    /** Under which name the journal has it; no name of a runbook can be this word. */
    private static final String NAMESPACE = "in_namespace";

    private final Setting setting;
    private final Evaluator evaluator;

    Names(Setting setting, Evaluator evaluator) {
        this.setting = setting;
        this.evaluator = evaluator;
    }

    /**
     * Binds a name.
     *
     * @param from where the expression finds its names
     * @param to where the name is known from now on
     */
    void bind(String key, Task.Bind bind, Scope from, Scope to, Spot spot) throws InterruptedException {
        to.bind(bind.name(), value(key, bind.name(), bind.value(), from, spot));
    }

    /** The namespace of what follows: one that was looked up stays the same when the run is carried on. */
    Value namespace(String key, Expr expression, Scope scope, Spot spot) throws InterruptedException {
        return expression.looks()
                ? value(key, NAMESPACE, expression, scope, spot)
                : evaluator.evaluate(expression, scope);
    }

    /** The value that an expression had at this place, or has now. */
    Value value(String key, String name, Expr expression, Scope scope, Spot spot) throws InterruptedException {
        Optional<Value> before = spot.past().bound(key, name);
        // What the journal must not hold is read again.
        if (before.isPresent() && !Masking.isMasked(before.get())) {
            return before.get();
        }
        Value value = evaluator.evaluate(expression, scope);
        if (before.isEmpty()) {
            setting.journal().append(new Entry.Bound(spot.step(), key, name, value));
        }
        return value;
    }
}
