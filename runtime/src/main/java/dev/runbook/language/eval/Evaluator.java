package dev.runbook.language.eval;

import dev.runbook.language.program.Expr;
import dev.runbook.language.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluates expressions. What a plan cannot know yet is {@link Value.Unknown} and makes everything unknown that
 * depends on it; a run never meets it.
 */
public final class Evaluator {
    private final Reader reader;
    private final Watcher watcher;

    public Evaluator(Reader reader) {
        this(reader, (expression, value) -> {});
    }

    private Evaluator(Reader reader, Watcher watcher) {
        this.reader = reader;
        this.watcher = watcher;
    }

    /** Is told the value of each side of a comparison, so that a failed assert can say them. */
    public interface Watcher {
        void sides(Expr side, Value value);
    }

    public Evaluator watchedBy(Watcher watching) {
        return new Evaluator(reader, watching);
    }

    /** The value of an expression; throws {@link dev.runbook.language.failure.Failed} when a lookup fails. */
    public Value evaluate(Expr expr, Scope scope) throws InterruptedException {
        return switch (expr) {
            case Expr.Constant constant -> constant.value();
            case Expr.Local local -> scope.get(local.name());
            case Expr.Template template -> template(template, scope, false);
            case Expr.ListOf list -> new Value.List(all(list.items(), scope));
            case Expr.MapOf map -> new Value.Map(named(map.entries(), scope));
            case Expr.Invoke invoke -> invoke(invoke, scope);
            case Expr.IsGiven given -> given(scope.get(given.name()));
            case Expr.Capture capture -> capture(capture, scope);
            case Expr.Not not -> not(bool(not.operand(), scope));
            case Expr.Negate negate -> Arithmetic.negate(negate, evaluate(negate.operand(), scope));
            case Expr.Operation operation -> operation(operation, scope);
        };
    }

    /** The text of what people are to read: a secret in it stands there by its name, and nowhere else is that text used. */
    public String shown(Expr expr, Scope scope) throws InterruptedException {
        return ValueText.of(
                expr instanceof Expr.Template template ? template(template, scope, true) : evaluate(expr, scope));
    }

    /** The value of a condition: true, false or unknown; nil is false. */
    public Value bool(Expr expr, Scope scope) throws InterruptedException {
        return switch (evaluate(expr, scope)) {
            case Value.Nil() -> Value.FALSE;
            case Value value -> value;
        };
    }

    private static Value given(Value value) {
        return value instanceof Value.Unknown ? value : Value.of(!(value instanceof Value.Nil));
    }

    private static Value not(Value value) {
        return value instanceof Value.Unknown ? value : Value.of(!value.equals(Value.TRUE));
    }

    /** The values of several expressions, in order. */
    public List<Value> all(List<Expr> expressions, Scope scope) throws InterruptedException {
        List<Value> values = new ArrayList<>();
        for (Expr expression : expressions) {
            values.add(evaluate(expression, scope));
        }
        return values;
    }

    /** The values of named expressions, in order. */
    public Map<String, Value> named(Map<String, Expr> expressions, Scope scope) throws InterruptedException {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Map.Entry<String, Expr> entry : expressions.entrySet()) {
            values.put(entry.getKey(), evaluate(entry.getValue(), scope));
        }
        return values;
    }

    /** A duration that may have been left out. */
    public Duration length(Optional<Expr> expr, Scope scope, Duration otherwise) throws InterruptedException {
        return expr.isPresent() && evaluate(expr.get(), scope) instanceof Value.Duration(Duration length)
                ? length
                : otherwise;
    }

    /** A number that may have been left out. */
    public long whole(Optional<Expr> expr, Scope scope, long otherwise) throws InterruptedException {
        return expr.isPresent() && evaluate(expr.get(), scope) instanceof Value.Int(long number) ? number : otherwise;
    }

    private Value template(Expr.Template template, Scope scope, boolean shown) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        Optional<Value.Unknown> unknown = Optional.empty();
        for (Expr part : template.parts()) {
            Value value = evaluate(part, scope);
            if (value instanceof Value.Unknown u && unknown.isEmpty()) {
                unknown = Optional.of(u);
            }
            text.append(shown ? ValueText.of(value) : SecretTexts.without(value, template.where()));
        }
        return unknown.<Value>map(u -> new Value.Unknown(text.toString(), u.reason()))
                .orElseGet(() -> Value.of(text.toString()));
    }

    private Value invoke(Expr.Invoke invoke, Scope scope) throws InterruptedException {
        Optional<Value> receiver = Optional.empty();
        if (invoke.receiver().isPresent()) {
            Value value = evaluate(invoke.receiver().get(), scope);
            if (value instanceof Value.Unknown(String _, String reason)) {
                return new Value.Unknown("<" + invoke.where().text() + ">", reason);
            }
            receiver = Optional.of(value);
        }
        List<Value> positional = all(invoke.positional(), scope);
        Map<String, Value> options = named(invoke.options(), scope);
        List<Value> given = new ArrayList<>(positional);
        given.addAll(options.values());
        for (Value value : given) {
            if (value instanceof Value.Unknown(String _, String reason)) {
                return new Value.Unknown("<" + invoke.where().text() + ">", reason);
            }
        }
        return switch (invoke.signature().role()) {
            case PURE -> Members.compute(invoke, receiver.orElse(Value.NIL), positional);
            case LOOKUP -> reader.read(new LookupRequest(invoke, receiver, positional, options, scope.namespace()));
            case ACTION -> throw new IllegalStateException(invoke.signature().name() + " is an action");
        };
    }

    private Value capture(Expr.Capture capture, Scope scope) throws InterruptedException {
        Value failure = evaluate(capture.failure(), scope);
        if (failure instanceof Value.Entity entity
                && entity.field("captures") instanceof Value.Map(Map<String, Value> captures)) {
            return captures.getOrDefault(capture.group(), Value.NIL);
        }
        return failure instanceof Value.Unknown(String _, String reason)
                ? new Value.Unknown("<" + capture.where().text() + ">", reason)
                : Value.NIL;
    }

    private Value operation(Expr.Operation operation, Scope scope) throws InterruptedException {
        return switch (operation.operator()) {
            case AND -> and(operation, scope);
            case OR -> or(operation, scope);
            case PLUS, MINUS -> {
                Value left = evaluate(operation.left(), scope);
                Value right = evaluate(operation.right(), scope);
                yield unknown(operation, left, right).orElseGet(() -> Arithmetic.compute(operation, left, right));
            }
            case EQUAL, NOT_EQUAL, LESS, AT_MOST, MORE, AT_LEAST, MATCHES, MATCHES_NOT -> {
                Value left = evaluate(operation.left(), scope);
                Value right = evaluate(operation.right(), scope);
                watcher.sides(operation.left(), left);
                watcher.sides(operation.right(), right);
                yield unknown(operation, left, right).orElseGet(() -> Value.of(compare(operation, left, right)));
            }
        };
    }

    private static boolean compare(Expr.Operation operation, Value left, Value right) {
        return switch (operation.operator()) {
            case EQUAL -> Comparison.equal(left, right);
            case NOT_EQUAL -> !Comparison.equal(left, right);
            case MATCHES -> matches(left, right);
            case MATCHES_NOT -> !matches(left, right);
            case LESS, AT_MOST, MORE, AT_LEAST -> Comparison.ordered(operation, left, right);
            case AND, OR, PLUS, MINUS -> throw new IllegalStateException(operation.operator() + " compares nothing");
        };
    }

    private static boolean matches(Value left, Value right) {
        if (left instanceof Value.Pattern) {
            return matches(right, left);
        }
        return right instanceof Value.Pattern(var regex)
                && regex.matcher(SecretTexts.content(left)).find();
    }

    private Value and(Expr.Operation operation, Scope scope) throws InterruptedException {
        Value left = bool(operation.left(), scope);
        if (left.equals(Value.FALSE)) {
            return left;
        }
        Value right = bool(operation.right(), scope);
        return right.equals(Value.FALSE) || left.equals(Value.TRUE) ? right : left;
    }

    private Value or(Expr.Operation operation, Scope scope) throws InterruptedException {
        Value left = bool(operation.left(), scope);
        if (left.equals(Value.TRUE)) {
            return left;
        }
        Value right = bool(operation.right(), scope);
        return right.equals(Value.TRUE) || left.equals(Value.FALSE) ? right : left;
    }

    private static Optional<Value> unknown(Expr.Operation operation, Value left, Value right) {
        for (Value side : List.of(left, right)) {
            if (side instanceof Value.Unknown(String _, String reason)) {
                return Optional.of(new Value.Unknown("<" + operation.where().text() + ">", reason));
            }
        }
        return Optional.empty();
    }
}
