package dev.runbook.plan;

import dev.runbook.action.Actions;
import dev.runbook.action.Call;
import dev.runbook.action.Intent;
import dev.runbook.action.World;
import dev.runbook.eval.Evaluator;
import dev.runbook.eval.Scope;
import dev.runbook.eval.Sides;
import dev.runbook.eval.Texts;
import dev.runbook.failure.Failed;
import dev.runbook.plan.Forecast.Verdict;
import dev.runbook.port.Observer;
import dev.runbook.program.Expr;
import dev.runbook.program.StepOptions;
import dev.runbook.program.Task;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says of one task what will come of it, as far as it is known. */
final class Forecaster {
    private final Evaluator evaluator;
    private final World world;

    Forecaster(Evaluator evaluator, World world) {
        this.evaluator = evaluator;
        this.world = world;
    }

    /** The value of an expression; a lookup that fails makes it unknown. */
    Value value(Expr expr, Scope scope) throws InterruptedException {
        try {
            return evaluator.evaluate(expr, scope);
        } catch (Failed failed) {
            return new Value.Unknown(
                    "<" + expr.where().text() + ">", failed.failure().summary());
        }
    }

    String text(Expr expr, Scope scope) throws InterruptedException {
        return Texts.of(value(expr, scope));
    }

    Forecast step(Task.Step step, Scope scope) throws InterruptedException {
        StepOptions options = step.options();
        Optional<Forecast> onlyIf = condition(options.onlyIf(), true, scope);
        Optional<Forecast> unless = condition(options.unless(), false, scope);
        for (Verdict verdict : List.of(Verdict.SKIPPED, Verdict.FAILS, Verdict.DECIDED_LATER)) {
            for (Optional<Forecast> forecast : List.of(onlyIf, unless)) {
                if (forecast.isPresent() && forecast.get().verdict() == verdict) {
                    return forecast.get();
                }
            }
        }
        return Forecast.of(Verdict.RUNS, "");
    }

    private Optional<Forecast> condition(Optional<Expr> condition, boolean wanted, Scope scope)
            throws InterruptedException {
        if (condition.isEmpty()) {
            return Optional.empty();
        }
        String text = (wanted ? "if " : "unless ") + condition.get().where().text();
        return Optional.of(known(condition.get(), scope, text));
    }

    /** A condition as {@code if} or {@code unless}: taken, skipped, or decided later. */
    private Forecast known(Expr condition, Scope scope, String text) throws InterruptedException {
        boolean wanted = text.startsWith("if ");
        try {
            return switch (evaluator.truth(condition, scope)) {
                case Value.Unknown(String _, String reason) -> Forecast.of(Verdict.DECIDED_LATER, text + ": " + reason);
                case Value value when value.equals(Value.of(wanted)) -> Forecast.of(Verdict.RUNS, text);
                case Value value -> Forecast.of(Verdict.SKIPPED, text + ": it is " + Texts.of(value));
            };
        } catch (Failed failed) {
            return Forecast.of(Verdict.FAILS, text + ": " + failed.failure().summary());
        }
    }

    Forecast choice(Task.Choice choice, Scope scope) throws InterruptedException {
        for (Task.Arm arm : choice.arms()) {
            Forecast forecast = known(
                    arm.condition(), scope, "if " + arm.condition().where().text());
            if (forecast.verdict() != Verdict.SKIPPED) {
                return forecast;
            }
        }
        return Forecast.of(Verdict.SKIPPED, "no condition holds");
    }

    Forecast loop(Task.Loop loop, Scope scope) throws InterruptedException {
        return switch (value(loop.list(), scope)) {
            case Value.Unknown(String _, String reason) -> Forecast.of(Verdict.DECIDED_LATER, reason);
            case Value.Items(List<Value> items) ->
                Forecast.of(
                        items.isEmpty() ? Verdict.SKIPPED : Verdict.KNOWN,
                        items.isEmpty()
                                ? "the list is empty"
                                : items.stream().map(Texts::of).collect(Collectors.joining(", ")));
            case Value value -> Forecast.of(Verdict.FAILS, Texts.quoted(value) + " is not a list");
        };
    }

    /** The forecast of a task that has no tasks of its own; binds what the task binds. */
    Forecast single(Task task, Scope scope) throws InterruptedException {
        try {
            return switch (task) {
                case Task.Bind bind -> bind(bind, scope);
                case Task.InNamespace in -> {
                    scope.enterNamespace(value(in.namespace(), scope));
                    yield known(scope.namespace());
                }
                case Task.Act act -> act(act, scope);
                case Task.WaitUntil wait ->
                    Forecast.of(
                            Verdict.RUNS,
                            "up to " + text(wait.upTo(), scope) + " until "
                                    + wait.condition().where().text());
                case Task.Pause pause -> Forecast.of(Verdict.RUNS, text(pause.length(), scope));
                case Task.Assert check -> check(check, scope);
                case Task.Confirm confirm -> Forecast.of(Verdict.RUNS, text(confirm.question(), scope));
                case Task.Manual manual -> Forecast.of(Verdict.RUNS, text(manual.instruction(), scope));
                case Task.Note note -> Forecast.of(Verdict.RUNS, text(note.text(), scope));
                case Task.Retry retry ->
                    Forecast.of(
                            Verdict.RUNS,
                            retry.attempts().isPresent()
                                    ? text(retry.attempts().get(), scope) + " times at most"
                                    : "once");
                case Task.Raise raise -> Forecast.of(Verdict.RUNS, text(raise.failure(), scope));
                case Task.Fail fail -> Forecast.of(Verdict.RUNS, text(fail.message(), scope));
                case Task.Finish finish ->
                    Forecast.of(
                            Verdict.RUNS,
                            finish.reason().isPresent() ? text(finish.reason().get(), scope) : "");
                case Task.Step _, Task.Choice _, Task.Loop _, Task.Procedure _ ->
                    throw new IllegalArgumentException(task.where().place() + " has tasks of its own");
            };
        } catch (Failed failed) {
            return Forecast.of(Verdict.FAILS, failed.failure().summary());
        }
    }

    private Forecast bind(Task.Bind bind, Scope scope) throws InterruptedException {
        try {
            Value value = evaluator.evaluate(bind.value(), scope);
            scope.bind(
                    bind.name(),
                    value instanceof Value.Unknown(String _, String reason)
                            ? new Value.Unknown("<" + bind.name() + ">", reason)
                            : value);
            return known(value);
        } catch (Failed failed) {
            String summary = failed.failure().summary();
            scope.bind(bind.name(), new Value.Unknown("<" + bind.name() + ">", summary));
            return Forecast.of(Verdict.FAILS, summary);
        }
    }

    private static Forecast known(Value value) {
        return value instanceof Value.Unknown(String _, String reason)
                ? Forecast.of(Verdict.DECIDED_LATER, reason)
                : Forecast.of(Verdict.KNOWN, Texts.quoted(value));
    }

    private Forecast act(Task.Act act, Scope scope) throws InterruptedException {
        List<Value> positional = new ArrayList<>();
        for (Expr argument : act.positional()) {
            positional.add(value(argument, scope));
        }
        Map<String, Value> options = new LinkedHashMap<>();
        for (Map.Entry<String, Expr> option : act.options().entrySet()) {
            options.put(option.getKey(), value(option.getValue(), scope));
        }
        Call call = new Call(
                act.signature(), Optional.empty(), positional, options, scope.namespace(), world, Observer.NONE);
        return switch (Actions.of(act.signature()).intent(call)) {
            case Intent.Command(List<String> arguments) -> new Forecast(Verdict.RUNS, "", arguments);
            case Intent.Deed(String words) -> Forecast.of(Verdict.RUNS, words);
        };
    }

    private Forecast check(Task.Assert check, Scope scope) throws InterruptedException {
        Sides sides = new Sides();
        Value value = evaluator.watchedBy(sides).truth(check.condition(), scope);
        return switch (value) {
            case Value.Unknown(String _, String reason) -> Forecast.of(Verdict.DECIDED_LATER, reason);
            case Value holds when holds.equals(Value.TRUE) -> Forecast.of(Verdict.KNOWN, sides.text());
            case Value _ ->
                Forecast.of(
                        Verdict.FAILS,
                        check.message().isPresent() ? text(check.message().get(), scope) : sides.text());
        };
    }
}
