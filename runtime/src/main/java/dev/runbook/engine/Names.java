package dev.runbook.engine;

import dev.runbook.catalogue.Facet;
import dev.runbook.eval.Evaluator;
import dev.runbook.eval.Scope;
import dev.runbook.journal.Entry;
import dev.runbook.journal.Masking;
import dev.runbook.program.Expr;
import dev.runbook.program.Task;
import dev.runbook.resume.Deed;
import dev.runbook.value.Value;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

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
        Optional<Deed.Bound> before = spot.past().bound(key, name);
        if (before.isEmpty()) {
            Value value = evaluator.evaluate(expression, scope);
            setting.journal().append(new Entry.Bound(spot.step(), key, name, value));
            return value;
        }
        Value then = before.get().value();
        // What the journal must not hold is read again.
        if (Masking.isMasked(then)) {
            return evaluator.evaluate(expression, scope);
        }
        Optional<Dependents> reread = reread(name, before.get(), expression, spot);
        if (reread.isEmpty()) {
            return then;
        }
        Value now = evaluator.evaluate(expression, scope);
        if (!now.equals(then)) {
            List<String> outdated = reread.get().read();
            setting.journal()
                    .append(new Entry.Bound(
                            spot.step(),
                            key,
                            name,
                            now,
                            OptionalInt.of(spot.past().taken(key)),
                            outdated));
            outdated.forEach(spot.past()::drop);
        }
        return now;
    }

    /**
     * What may have changed while nobody looked is read again in a step that is carried on: unless the run itself may have
     * changed it since, or has begun something with it.
     */
    private static Optional<Dependents> reread(String name, Deed.Bound before, Expr expression, Spot spot) {
        if (spot.step().isEmpty()
                || !spot.items().isEmpty()
                || !spot.past().inItsBody()
                || !expression.looks()
                || before.when().changedSince(facets(expression))) {
            return Optional.empty();
        }
        return Optional.of(Dependents.of(name, spot)).filter(dependents -> !dependents.acted());
    }

    private static Set<Facet> facets(Expr expression) {
        Set<Facet> facets = EnumSet.noneOf(Facet.class);
        if (expression instanceof Expr.Invoke invoke) {
            facets.addAll(invoke.signature().reads());
        }
        expression.inner().map(Names::facets).forEach(facets::addAll);
        return facets;
    }
}
