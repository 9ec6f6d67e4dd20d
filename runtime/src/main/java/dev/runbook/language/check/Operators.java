package dev.runbook.language.check;

import static dev.runbook.language.signature.Type.Basic.ANY;
import static dev.runbook.language.signature.Type.Basic.BOOL;
import static dev.runbook.language.signature.Type.Basic.DURATION;
import static dev.runbook.language.signature.Type.Basic.INT;
import static dev.runbook.language.signature.Type.Basic.NIL;
import static dev.runbook.language.signature.Type.Basic.REGEX;
import static dev.runbook.language.signature.Type.Basic.SECRET;
import static dev.runbook.language.signature.Type.Basic.TEXT;
import static dev.runbook.language.signature.Type.Basic.VERSION;

import dev.runbook.diagnostic.Code;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Expr.Operator;
import dev.runbook.language.program.Where;
import dev.runbook.language.signature.Type;
import dev.runbook.language.value.Value;
import dev.runbook.source.Span;
import dev.runbook.syntax.BinaryOperator;
import dev.runbook.syntax.Expression;
import java.time.Duration;

/** Checks operators against the types of their operands. */
final class Operators {
    private final CheckDiagnostics diagnostics;
    private final Coercion fitting;

    Operators(CheckDiagnostics diagnostics, Coercion fitting) {
        this.diagnostics = diagnostics;
        this.fitting = fitting;
    }

    Expr binary(Expression.Binary binary, Where where, Expr left, Expr right) {
        Span leftAt = binary.left().span();
        Span rightAt = binary.right().span();
        Operator operator = operator(binary.operator());
        if (operator == Operator.AND || operator == Operator.OR) {
            String role = "each side of `" + binary.operator().symbol() + "`";
            Expr a = fitting.condition(secretOr(left, leftAt), leftAt, role);
            Expr b = fitting.condition(secretOr(right, rightAt), rightAt, role);
            return new Expr.Operation(where, BOOL, operator, a, b);
        }
        Expr a = secretOr(left, leftAt);
        Expr b = secretOr(right, rightAt);
        if (Types.isWrong(a) || Types.isWrong(b)) {
            return Types.wrong(where);
        }
        if (a.type() == VERSION && b.type() == TEXT) {
            b = fitting.version(b, rightAt, false);
        } else if (b.type() == VERSION && a.type() == TEXT) {
            a = fitting.version(a, leftAt, false);
        }
        if (Types.isWrong(a) || Types.isWrong(b)) {
            return Types.wrong(where);
        }
        Type result = result(operator, a.type(), b.type());
        if (result == NIL) {
            refuse(binary, operator, a, b);
            return Types.wrong(where);
        }
        return new Expr.Operation(where, result, operator, a, b);
    }

    private Expr secretOr(Expr operand, Span at) {
        return operand.type() == SECRET
                ? fitting.secret(operand, at, "it cannot be compared or computed with")
                : operand;
    }

    /** The type of the result; nil when the operator does not fit the types. */
    private static Type result(Operator operator, Type a, Type b) {
        boolean any = a == ANY || b == ANY;
        boolean versions = (a == VERSION && b == TEXT) || (a == TEXT && b == VERSION);
        return switch (operator) {
            case EQUAL, NOT_EQUAL -> Types.same(a, b) || versions || a == NIL || b == NIL ? BOOL : NIL;
            case LESS, AT_MOST, MORE, AT_LEAST ->
                any || versions || (a.equals(b) && (a == INT || a == DURATION || a == VERSION)) ? BOOL : NIL;
            case MATCHES, MATCHES_NOT ->
                (a == TEXT || a == VERSION || a == ANY) && (b == REGEX || b == ANY) ? BOOL : NIL;
            case AND, OR -> BOOL;
            case PLUS, MINUS -> sum(a, b);
        };
    }

    private static Type sum(Type a, Type b) {
        if (a instanceof Type.ListOf && b instanceof Type.ListOf) {
            return a.equals(b) ? a : new Type.ListOf(ANY);
        }
        if (a == ANY || b == ANY) {
            Type known = a == ANY ? b : a;
            return known == ANY || known == INT || known == DURATION || known instanceof Type.ListOf ? known : NIL;
        }
        return a.equals(b) && (a == INT || a == DURATION) ? a : NIL;
    }

    private void refuse(Expression.Binary binary, Operator operator, Expr a, Expr b) {
        String sign = "`" + binary.operator().symbol() + "`";
        String left = binary.left().span().text();
        String right = binary.right().span().text();
        CheckDiagnostics.DiagnosticBuilder finding;
        if ((a.type() == DURATION && b.type() == INT) || (a.type() == INT && b.type() == DURATION)) {
            boolean bareLeft = a.type() == INT;
            Span bare = (bareLeft ? binary.left() : binary.right()).span();
            diagnostics
                    .at(Code.RB0236, bare)
                    .label("of what?")
                    .and((bareLeft ? binary.right() : binary.left()).span(), "this is a length of time")
                    .says(
                            "a length of time and a number cannot be used together with " + sign,
                            "A number alone could be seconds or minutes.",
                            "Write `" + Coercion.unit(bare.text(), "seconds") + "` or `"
                                    + Coercion.unit(bare.text(), "minutes") + "`.");
            return;
        }
        finding = diagnostics
                .at(Code.RB0240, sign(binary))
                .and(binary.left().span(), "this is " + Types.a(a.type()))
                .and(binary.right().span(), "this is " + Types.a(b.type()));
        String what = sign + " does not fit " + Types.a(a.type()) + " and " + Types.a(b.type());
        switch (operator) {
            case EQUAL, NOT_EQUAL ->
                finding.says(
                        Types.a(a.type()) + " is never equal to " + Types.a(b.type()),
                        "The answer would always be the same.",
                        a.type() == TEXT || b.type() == TEXT
                                ? "Quotes make a string; remove them, or compare with a string."
                                : "Compare two values of one type.");
            case LESS, AT_MOST, MORE, AT_LEAST ->
                finding.says(
                        what,
                        a.type() == TEXT && b.type() == TEXT
                                ? "As strings, \"1.10\" would come before \"1.9\"."
                                : "Only numbers, durations and versions have an order.",
                        a.type() == TEXT && b.type() == TEXT
                                ? "For a version, declare the param with `type: :version`, or compare with a field that is one."
                                : "Compare two numbers, two durations or two versions.");
            case MATCHES, MATCHES_NOT ->
                finding.says(
                        what,
                        "A string goes on the left and a regular expression on the right.",
                        "Write: " + SourcePlaces.cut(left) + " "
                                + binary.operator().symbol() + " /pattern/");
            case PLUS, MINUS ->
                finding.says(
                        what,
                        "It works on numbers, durations and lists.",
                        operator == Operator.PLUS && (a.type() == TEXT || b.type() == TEXT)
                                ? "To join texts write \"#{" + inside(left) + "}#{" + inside(right) + "}\"."
                                : "");
            case AND, OR -> throw new IllegalArgumentException("conditions are checked before");
        }
    }

    private static Span sign(Expression.Binary binary) {
        int from = binary.left().span().end();
        String between = binary.span()
                .source()
                .text()
                .substring(from, binary.right().span().start());
        int at = from + Math.max(0, between.indexOf(binary.operator().symbol()));
        return binary.span().source().span(at, at + binary.operator().symbol().length());
    }

    private static String inside(String written) {
        return SourcePlaces.cut(written.replace("\"", "'"));
    }

    Expr negate(Expression.Unary unary, Where where, Expr operand) {
        if (Types.isWrong(operand)) {
            return operand;
        }
        if (operand instanceof Expr.Constant(var place, var type, Value.Int(long number))) {
            return new Expr.Constant(where, INT, Value.of(-number));
        }
        if (operand instanceof Expr.Constant(var place, var type, Value.Duration(Duration length))) {
            return new Expr.Constant(where, DURATION, new Value.Duration(length.negated()));
        }
        if (operand.type() == INT || operand.type() == DURATION || operand.type() == ANY) {
            return new Expr.Negate(where, operand.type(), operand);
        }
        diagnostics
                .at(Code.RB0240, unary.span())
                .says(
                        "`-` does not fit " + Types.a(operand.type()),
                        "It turns a number or a duration into its opposite.",
                        operand.type() == TEXT ? "If the dash belongs to the text, write it inside the quotes." : "");
        return Types.wrong(where);
    }

    private static Operator operator(BinaryOperator written) {
        return switch (written) {
            case EQUAL -> Operator.EQUAL;
            case NOT_EQUAL -> Operator.NOT_EQUAL;
            case LESS -> Operator.LESS;
            case AT_MOST -> Operator.AT_MOST;
            case MORE -> Operator.MORE;
            case AT_LEAST -> Operator.AT_LEAST;
            case MATCHES -> Operator.MATCHES;
            case MATCHES_NOT -> Operator.MATCHES_NOT;
            case AND, AND_WORD -> Operator.AND;
            case OR, OR_WORD -> Operator.OR;
            case PLUS -> Operator.PLUS;
            case MINUS -> Operator.MINUS;
        };
    }
}
