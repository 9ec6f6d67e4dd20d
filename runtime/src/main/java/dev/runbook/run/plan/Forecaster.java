package dev.runbook.run.plan;

import dev.runbook.language.eval.ComparedValues;
import dev.runbook.language.eval.Evaluator;
import dev.runbook.language.eval.LiteralPrefix;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.eval.ValueText;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Task;
import dev.runbook.language.value.Value;
import dev.runbook.port.Observer;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Intent;
import dev.runbook.provider.ReleaseName;
import dev.runbook.provider.World;
import dev.runbook.run.plan.Forecast.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says of one task what will come of it, as far as it is known. */
final class Forecaster {
    private final Evaluator evaluator;
    private final World world;
    private final boolean programs;
    private final CallCompletion finding;

    /**
     * Forecasts by what can be seen.
     *
     * @param programs whether the programs of the path may be looked for
     * @param finding what an action would find
     */
    Forecaster(Evaluator evaluator, World world, boolean programs, CallCompletion finding) {
        this.evaluator = evaluator;
        this.world = world;
        this.programs = programs;
        this.finding = finding;
    }

    /** Gives a call what its action will find out before it begins, as far as that is known now. */
    @FunctionalInterface
    interface CallCompletion {
        Call completed(Call call) throws InterruptedException;
    }

    /** The value of an expression; a lookup that fails makes it unknown. */
    Value value(Expr expr, Scope scope) throws InterruptedException {
        try {
            return evaluator.evaluate(expr, scope);
        } catch (Failed failed) {
            return lost(expr, failed);
        }
    }

    private static Value lost(Expr expr, Failed failed) {
        return new Value.Unknown(
                "<" + expr.where().text() + ">", failed.failure().summary());
    }

    private String text(Expr expr, Scope scope) throws InterruptedException {
        return evaluator.shown(expr, scope);
    }

    /** The text of what people are to read. */
    String shown(Expr expr, Scope scope) throws InterruptedException {
        try {
            return text(expr, scope);
        } catch (Failed failed) {
            return ValueText.of(lost(expr, failed));
        }
    }

    /** The forecast of a task that has no tasks of its own; binds what the task binds. */
    Forecast single(Task task, Scope scope) throws InterruptedException {
        try {
            return switch (task) {
                case Task.Bind bind -> bind(bind, scope);
                case Task.InNamespace in -> namespace(in, scope);
                case Task.Act act -> act(act, scope);
                case Task.WaitUntil wait ->
                    Forecast.of(
                            Verdict.RUNS,
                            "up to " + text(wait.upTo(), scope) + " until "
                                    + wait.condition().where().text());
                case Task.Pause pause -> Forecast.of(Verdict.RUNS, text(pause.length(), scope));
                case Task.Assert check -> check(check, scope);
                case Task.Confirm confirm -> Forecast.of(Verdict.RUNS, question(confirm, scope));
                case Task.Manual manual -> Forecast.of(Verdict.RUNS, text(manual.instruction(), scope));
                case Task.Note note -> Forecast.of(Verdict.RUNS, text(note.text(), scope));
                case Task.Retry retry ->
                    Forecast.of(
                            Verdict.RUNS,
                            retry.attempts().isPresent() ? text(retry.attempts().get(), scope) : "1");
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

    private String question(Task.Confirm confirm, Scope scope) throws InterruptedException {
        String question = text(confirm.question(), scope);
        return confirm.show().isPresent()
                ? question + " (shows " + text(confirm.show().get(), scope) + ")"
                : question;
    }

    private Forecast namespace(Task.InNamespace in, Scope scope) throws InterruptedException {
        scope.enterNamespace(value(in.namespace(), scope));
        return known(evaluator.evaluate(in.namespace(), scope));
    }

    private Forecast bind(Task.Bind bind, Scope scope) throws InterruptedException {
        String label = "<" + bind.name() + ">";
        try {
            Value value = evaluator.evaluate(bind.value(), scope);
            scope.bind(
                    bind.name(),
                    value instanceof Value.Unknown(String _, String reason) ? new Value.Unknown(label, reason) : value);
            return known(value);
        } catch (Failed failed) {
            scope.bind(bind.name(), new Value.Unknown(label, failed.failure().summary()));
            throw failed;
        }
    }

    private static Forecast known(Value value) {
        return value instanceof Value.Unknown(String _, String reason)
                ? Forecast.of(Verdict.DECIDED_LATER, reason)
                : Forecast.of(Verdict.KNOWN, ValueText.quoted(value));
    }

    /** The command is drawn also where an argument cannot be computed, with a label in its place. */
    private Forecast act(Task.Act act, Scope scope) throws InterruptedException {
        List<Failed> lost = new ArrayList<>();
        Call call = call(act, scope, lost);
        boolean known = lost.isEmpty() && call.known() && !(call.namespace() instanceof Value.Unknown);
        Action action = world.action(act.signature());
        Call completed = known ? finding.completed(call) : call;
        Intent intent = action.intent(completed);
        Optional<ReleaseName> locks = action.locks(completed);
        Optional<String> why = lost.isEmpty()
                ? refused(act, call).map(Failure::summary)
                : Optional.of(lost.getFirst().failure().summary());
        Verdict verdict = why.isPresent() ? Verdict.FAILS : Verdict.RUNS;
        String limit = action.unsaidLimit(call)
                .map(longest -> "at most " + ValueText.of(longest))
                .orElse("");
        return switch (intent) {
            case Intent.Command(List<String> arguments) ->
                new Forecast(verdict, why.orElse(limit), arguments, locks, Impact.NONE, List.of(), outside(call));
            case Intent.Description(String words) ->
                new Forecast(verdict, why.orElse(words), List.of(), locks, Impact.NONE, List.of(), outside(call));
        };
    }

    private List<String> outside(Call call) {
        return NamedFiles.of(call.signature(), call.positional(), call.options()).stream()
                .map(NamedFiles.NamedFile::path)
                .filter(path ->
                        world.client(Workspace.class).refusal(path, false).isPresent())
                .distinct()
                .toList();
    }

    private Optional<Failure> refused(Task.Act act, Call call) {
        Action action = world.action(act.signature());
        return action.refuses(call, LiteralPrefix.begin(act))
                .or(() -> programs ? action.lacks(call) : Optional.empty());
    }

    /** The action with the values that it will be called with; those that cannot be computed are unknown. */
    Call call(Task.Act act, Scope scope, List<Failed> lost) throws InterruptedException {
        List<Value> positional = new ArrayList<>();
        for (Expr argument : act.positional()) {
            positional.add(argument(argument, scope, lost));
        }
        Map<String, Value> options = new LinkedHashMap<>();
        for (Map.Entry<String, Expr> option : act.options().entrySet()) {
            options.put(option.getKey(), argument(option.getValue(), scope, lost));
        }
        return new Call(
                act.signature(), Optional.empty(), positional, options, scope.namespace(), world, Observer.NONE);
    }

    private Value argument(Expr expr, Scope scope, List<Failed> lost) throws InterruptedException {
        try {
            return evaluator.evaluate(expr, scope);
        } catch (Failed failed) {
            lost.add(failed);
            return lost(expr, failed);
        }
    }

    private Forecast check(Task.Assert check, Scope scope) throws InterruptedException {
        ComparedValues sides = new ComparedValues();
        Value value = evaluator.watchedBy(sides).bool(check.condition(), scope);
        return switch (value) {
            case Value.Unknown(String _, String reason) -> Forecast.of(Verdict.DECIDED_LATER, reason);
            case Value holds when holds.equals(Value.TRUE) -> Forecast.of(Verdict.KNOWN, sides.text());
            case Value _ -> Forecast.of(Verdict.FAILS, broken(check, sides, scope));
        };
    }

    private String broken(Task.Assert check, ComparedValues sides, Scope scope) throws InterruptedException {
        if (check.message().isEmpty()) {
            return sides.text().isEmpty() ? "it does not hold" : sides.text();
        }
        String message = text(check.message().get(), scope);
        return sides.text().isEmpty() ? message : message + " (" + sides.text() + ")";
    }
}
