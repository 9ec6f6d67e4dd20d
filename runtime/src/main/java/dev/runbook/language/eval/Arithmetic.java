package dev.runbook.language.eval;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.Expr;
import dev.runbook.language.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Plus and minus, on integers, durations and lists. */
final class Arithmetic {
    private Arithmetic() {}

    static Value compute(Expr.Operation operation, Value left, Value right) {
        boolean plus = operation.operator() == Expr.Operator.PLUS;
        try {
            if (left instanceof Value.Int(long a) && right instanceof Value.Int(long b)) {
                return Value.of(plus ? Math.addExact(a, b) : Math.subtractExact(a, b));
            }
            if (left instanceof Value.Duration(var a) && right instanceof Value.Duration(var b)) {
                return Value.Duration.of(plus ? a.plus(b) : a.minus(b));
            }
        } catch (ArithmeticException e) {
            throw failed(operation.where().text() + " is too large", operation);
        }
        if (left instanceof Value.List(List<Value> a) && right instanceof Value.List(List<Value> b)) {
            List<Value> items = new ArrayList<>(a);
            if (plus) {
                items.addAll(b);
            } else {
                items.removeAll(b);
            }
            return new Value.List(items);
        }
        if (plus && left instanceof Value.Text(String a) && right instanceof Value.Text(String b)) {
            return Value.of(a + b);
        }
        throw failed(
                "cannot compute " + ValueText.quoted(left) + (plus ? " + " : " - ") + ValueText.quoted(right),
                operation);
    }

    static Value negate(Expr.Negate negate, Value value) {
        return switch (value) {
            case Value.Int(long number) when number != Long.MIN_VALUE -> Value.of(-number);
            case Value.Duration(var duration) -> new Value.Duration(duration.negated());
            case Value.Unknown unknown -> unknown;
            default -> throw failed("cannot negate " + ValueText.quoted(value), negate);
        };
    }

    private static Failed failed(String what, Expr at) {
        return new Failed(Failure.of(
                FailureClass.AssertionFailed,
                what + " in " + at.where().text() + " (" + at.where().place() + ")",
                "Plus and minus work on integers, durations and lists."));
    }
}
