package dev.runbook.language.program;

import dev.runbook.language.signature.Signature;
import dev.runbook.language.signature.Type;
import dev.runbook.language.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A checked expression: names resolved, calls bound to their signatures. Its {@code where} has its text. */
public sealed interface Expr {
    Where where();

    Type type();

    /** The expressions that stand in this one. */
    default Stream<Expr> inner() {
        return switch (this) {
            case Constant _, Local _, IsGiven _ -> Stream.of();
            case Template template -> template.parts().stream();
            case ListOf list -> list.items().stream();
            case MapOf map -> map.entries().values().stream();
            case Invoke invoke ->
                Stream.of(invoke.receiver().stream(), invoke.positional().stream(), invoke.options().values().stream())
                        .flatMap(s -> s);
            case Capture capture -> Stream.of(capture.failure());
            case Not not -> Stream.of(not.operand());
            case Negate negate -> Stream.of(negate.operand());
            case Operation operation -> Stream.of(operation.left(), operation.right());
        };
    }

    /** Whether it looks at the world, so that it may have another value at another time. */
    default boolean looks() {
        return (this instanceof Invoke invoke && invoke.signature().role() == Signature.Role.LOOKUP)
                || inner().anyMatch(Expr::looks);
    }

    /** The conditions that this one is made of by "and", "or" and "not"; itself alone when it is none of these. */
    default List<Expr> parts() {
        return switch (this) {
            case Not not -> not.operand().parts();
            case Operation operation
            when operation.operator() == Operator.AND || operation.operator() == Operator.OR ->
                Stream.of(operation.left(), operation.right())
                        .flatMap(side -> side.parts().stream())
                        .toList();
            case Constant _,
                    Local _,
                    IsGiven _,
                    Template _,
                    ListOf _,
                    MapOf _,
                    Invoke _,
                    Capture _,
                    Negate _,
                    Operation _ -> List.of(this);
        };
    }

    record Constant(Where where, Type type, Value value) implements Expr {}

    /** A parameter, a bound name, a loop's name or a caught failure. No name hides another, so a name is enough. */
    record Local(Where where, Type type, String name) implements Expr {}

    /** Text with holes. */
    record Template(Where where, List<Expr> parts) implements Expr {
        @Override
        public Type type() {
            return Type.Basic.TEXT;
        }
    }

    record ListOf(Where where, Type type, List<Expr> items) implements Expr {}

    record MapOf(Where where, Map<String, Expr> entries) implements Expr {
        @Override
        public Type type() {
            return Type.Basic.MAP;
        }
    }

    /** A lookup, a field, or a computation of the catalogue. */
    record Invoke(
            Where where, Signature signature, Optional<Expr> receiver, List<Expr> positional, Map<String, Expr> options)
            implements Expr {
        @Override
        public Type type() {
            return signature.result();
        }
    }

    /** {@code given?(name)}: whether an input has a value. */
    record IsGiven(Where where, String name) implements Expr {
        @Override
        public Type type() {
            return Type.Basic.BOOL;
        }
    }

    /** {@code failure[:name]}: what a regular expression captured. */
    record Capture(Where where, Expr failure, String group) implements Expr {
        @Override
        public Type type() {
            return Type.Basic.TEXT;
        }
    }

    record Not(Where where, Expr operand) implements Expr {
        @Override
        public Type type() {
            return Type.Basic.BOOL;
        }
    }

    record Negate(Where where, Type type, Expr operand) implements Expr {}

    record Operation(Where where, Type type, Operator operator, Expr left, Expr right) implements Expr {}

    /** The operators; both spellings of and/or are one here. */
    enum Operator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        AT_MOST,
        MORE,
        AT_LEAST,
        MATCHES,
        MATCHES_NOT,
        AND,
        OR,
        PLUS,
        MINUS
    }
}
