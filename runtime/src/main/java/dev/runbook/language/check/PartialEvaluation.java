package dev.runbook.language.check;

import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Rescue;
import dev.runbook.language.program.StepOptions;
import dev.runbook.language.program.Task;
import dev.runbook.language.signature.Catalogue;
import dev.runbook.language.signature.Parameter;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.Value;
import dev.runbook.source.Source;
import java.util.List;
import java.util.Optional;

/** Goes through a program as a run would, with the values that are known: a branch that they rule out is not taken. */
final class PartialEvaluation {
    /** What loops and procedures may come to in all, so that a check is quick whatever it is given. */
    private static final int MOST_TASKS = 20_000;

    private final Catalogue catalogue;
    private final KnownArguments arguments;
    private KnownScope scope;
    private int tasks;

    PartialEvaluation(Catalogue catalogue, CheckDiagnostics diagnostics, List<Source> sources, KnownScope scope) {
        this.catalogue = catalogue;
        this.scope = scope;
        this.arguments = new KnownArguments(diagnostics, sources, catalogue.rules());
    }

    /** Goes through statements in a scope of their own; whether what follows them can be reached. */
    boolean walk(List<Task> body) {
        KnownScope outer = scope;
        scope = outer.inner();
        try {
            for (Task task : body) {
                if (++tasks > MOST_TASKS || !task(task)) {
                    return false;
                }
            }
            return true;
        } finally {
            scope = outer;
        }
    }

    private boolean task(Task task) {
        return switch (task) {
            case Task.Step step -> step(step);
            case Task.Bind bind -> {
                bind(bind);
                yield true;
            }
            case Task.InNamespace namespace -> {
                look(namespace.namespace());
                arguments.text(namespace.namespace(), scope, "the namespace", catalogue.rules()::namespace);
                yield true;
            }
            case Task.Act act -> {
                arguments.call(act.signature(), act.where(), act.positional(), act.options(), scope);
                act.positional().forEach(this::look);
                act.options().values().forEach(this::look);
                yield true;
            }
            case Task.Procedure procedure -> {
                procedure.arguments().forEach(this::bind);
                yield walk(procedure.body());
            }
            case Task.Choice choice -> choice(choice);
            case Task.Loop loop -> loop(loop);
            case Task.WaitUntil wait -> {
                option("wait", "up_to", Optional.of(wait.upTo()));
                option("wait", "every", wait.every());
                option("wait", "stable_for", wait.stableFor());
                wait.failIf().ifPresent(this::look);
                look(wait.condition());
                yield true;
            }
            case Task.Pause pause -> {
                look(pause.length());
                yield true;
            }
            case Task.Assert check -> {
                look(check.condition());
                check.message().ifPresent(this::look);
                yield !scope.value(check.condition()).equals(Value.FALSE);
            }
            case Task.Confirm confirm -> {
                look(confirm.question());
                option("confirm", "show", confirm.show());
                yield true;
            }
            case Task.Manual manual -> {
                look(manual.instruction());
                yield true;
            }
            case Task.Note note -> {
                look(note.text());
                yield true;
            }
            case Task.Retry retry -> {
                option("retry", "attempts", retry.attempts());
                yield false;
            }
            case Task.Raise _ -> false;
            case Task.Fail fail -> {
                look(fail.message());
                yield false;
            }
            case Task.Finish finish -> {
                finish.reason().ifPresent(this::look);
                yield false;
            }
        };
    }

    private void bind(Task.Bind bind) {
        look(bind.value());
        scope.bind(bind.name(), scope.value(bind.value()), bind.value());
    }

    private boolean step(Task.Step step) {
        StepOptions options = step.options();
        options.onlyIf().ifPresent(this::look);
        options.unless().ifPresent(this::look);
        Optional<Value> onlyIf = options.onlyIf().map(scope::value);
        Optional<Value> unless = options.unless().map(scope::value);
        if (onlyIf.filter(PartialEvaluation::no).isPresent()
                || unless.filter(Value.TRUE::equals).isPresent()) {
            return true;
        }
        look(step.title());
        option("step", "timeout", options.timeout());
        option("step", "retries", options.retries());
        option("step", "every", options.every());
        option("step", "backoff", options.backoff());
        options.verify().ifPresent(this::look);
        options.againUnless().ifPresent(this::look);
        boolean on = walk(step.body());
        for (Rescue rescue : step.rescues()) {
            KnownScope outer = scope;
            scope = outer.inner();
            rescue.name().ifPresent(name -> scope.bind(name, KnownScope.UNKNOWN));
            walk(rescue.body());
            scope = outer;
        }
        walk(step.ensure());
        boolean certain = onlyIf.map(Value.TRUE::equals).orElse(true)
                && unless.map(PartialEvaluation::no).orElse(true)
                && step.rescues().isEmpty();
        return on || !certain;
    }

    private boolean choice(Task.Choice choice) {
        boolean on = false;
        for (Task.Arm arm : choice.arms()) {
            look(arm.condition());
            Value decided = scope.value(arm.condition());
            if (no(decided)) {
                continue;
            }
            on |= walk(arm.body());
            if (decided.equals(Value.TRUE)) {
                return on;
            }
        }
        return walk(choice.otherwise()) || on;
    }

    private boolean loop(Task.Loop loop) {
        look(loop.list());
        if (!(scope.value(loop.list()) instanceof Value.List(List<Value> items))) {
            scope.bind(loop.name(), KnownScope.UNKNOWN);
            walk(loop.body());
            return true;
        }
        List<Expr> written = scope.items(loop.list(), items.size());
        for (int i = 0; i < items.size(); i++) {
            scope.bind(loop.name(), items.get(i), written.get(i));
            if (!walk(loop.body())) {
                return false;
            }
        }
        return true;
    }

    private void option(String form, String name, Optional<Expr> given) {
        given.ifPresent(value -> {
            look(value);
            Signature signature = catalogue.form(form).orElseThrow();
            Parameter parameter = signature.option(name).orElseThrow();
            arguments.value(signature, parameter, "`" + name + ":` of " + form, value, scope);
        });
    }

    /** Looks at the calls inside an expression, but for those that a run never comes to. */
    private void look(Expr expr) {
        if (expr instanceof Expr.Operation(var _, var _, Expr.Operator operator, Expr left, Expr right)
                && (operator == Expr.Operator.AND || operator == Expr.Operator.OR)) {
            look(left);
            Value first = scope.value(left);
            if (operator == Expr.Operator.AND ? !no(first) : !first.equals(Value.TRUE)) {
                look(right);
            }
            return;
        }
        if (expr instanceof Expr.Invoke invoke) {
            arguments.call(invoke.signature(), invoke.where(), invoke.positional(), invoke.options(), scope);
        }
        expr.inner().forEach(this::look);
        arguments.computed(expr, scope);
    }

    private static boolean no(Value value) {
        return value.equals(Value.FALSE) || value instanceof Value.Nil;
    }
}
