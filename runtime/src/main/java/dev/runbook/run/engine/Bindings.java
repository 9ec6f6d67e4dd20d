package dev.runbook.run.engine;

import dev.runbook.language.eval.Evaluator;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Task;
import dev.runbook.language.program.TaskKey;
import dev.runbook.language.signature.Facet;
import dev.runbook.language.value.Value;
import dev.runbook.run.journal.Masking;
import dev.runbook.run.plan.PlanNode;
import dev.runbook.run.resume.TaskReplay;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Gives names their values: from the journal of a run that is carried on, else from the world as it is now. */
final class Bindings {
    /** Under which name the journal has it; no name of a runbook can be this word. */
    private static final String NAMESPACE = "in_namespace";

    private final Evaluator evaluator;

    Bindings(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** Binds a name for what follows in the step. */
    void bind(TaskKey key, Task.Bind bind, Scope scope, StepContext context) throws InterruptedException {
        Supplier<Dependents> dependents = () -> Dependents.of(bind.name(), context.ahead(), context.replay());
        scope.bind(bind.name(), value(key, bind.name(), bind.value(), scope, context, dependents));
    }

    /**
     * Binds an argument, which only the body of the procedure knows.
     *
     * @param from where the expression finds its names
     * @param to where the name is known from now on
     */
    void argument(PlanNode.Procedure node, Task.Bind argument, Scope from, Scope to, StepContext context)
            throws InterruptedException {
        Supplier<Dependents> dependents = () -> Dependents.of(argument.name(), node.body(), context.replay());
        to.bind(argument.name(), value(node.key(), argument.name(), argument.value(), from, context, dependents));
    }

    /** What a loop goes through: no item that something was begun for leaves it. */
    Value list(PlanNode.Loop node, Scope scope, StepContext context) throws InterruptedException {
        Supplier<Dependents> dependents = () -> Dependents.ofAll(node.body(), context.replay());
        return value(node.key(), node.task().name() + " in", node.task().list(), scope, context, dependents);
    }

    /**
     * The namespace of what follows. One that was looked up is never looked up again: the rest of a step must not go to
     * another one than its beginning.
     */
    Value namespace(TaskKey key, Expr expression, Scope scope, StepContext context) throws InterruptedException {
        if (!expression.looks()) {
            return evaluator.evaluate(expression, scope);
        }
        Optional<TaskReplay.Bound> before = context.replay().bound(key, NAMESPACE);
        if (before.isEmpty()) {
            return first(key, NAMESPACE, expression, scope, context);
        }
        Value then = before.get().value();
        return Masking.isMasked(then) ? evaluator.evaluate(expression, scope) : then;
    }

    private Value first(TaskKey key, String name, Expr expression, Scope scope, StepContext context)
            throws InterruptedException {
        Value value = evaluator.evaluate(expression, scope);
        context.task(key).bound(name, value);
        return value;
    }

    /** The value that an expression had at this place, or has now. */
    private Value value(
            TaskKey key,
            String name,
            Expr expression,
            Scope scope,
            StepContext context,
            Supplier<Dependents> dependents)
            throws InterruptedException {
        Optional<TaskReplay.Bound> before = context.replay().bound(key, name);
        if (before.isEmpty()) {
            return first(key, name, expression, scope, context);
        }
        Value then = before.get().value();
        // What the journal must not hold is read again.
        if (Masking.isMasked(then)) {
            return evaluator.evaluate(expression, scope);
        }
        if (!mayHaveChanged(before.get(), expression, context)) {
            return then;
        }
        Dependents come = dependents.get();
        if (come.acted()) {
            return then;
        }
        Value now = evaluator.evaluate(expression, scope);
        if (!now.equals(then)) {
            context.task(key).boundAnew(name, now, context.replay().taken(key), come.read());
            come.read().forEach(context.replay()::drop);
        }
        return now;
    }

    /**
     * What may have changed while nobody looked is read again in a step that is carried on: unless the run itself may have
     * changed it since, or has begun something with it.
     */
    private static boolean mayHaveChanged(TaskReplay.Bound before, Expr expression, StepContext context) {
        return !context.step().isEmpty()
                && context.items().isEmpty()
                && context.replay().inItsBody()
                && expression.looks()
                && !before.when().changedSince(facets(expression));
    }

    private static Set<Facet> facets(Expr expression) {
        Set<Facet> facets = EnumSet.noneOf(Facet.class);
        if (expression instanceof Expr.Invoke invoke) {
            facets.addAll(invoke.signature().reads());
        }
        expression.inner().map(Bindings::facets).forEach(facets::addAll);
        return facets;
    }
}
