package dev.runbook.language.check;

import static dev.runbook.language.signature.Type.Basic.ANY;
import static dev.runbook.language.signature.Type.Basic.BOOL;
import static dev.runbook.language.signature.Type.Basic.FAILURE;
import static dev.runbook.language.signature.Type.Basic.INT;
import static dev.runbook.language.signature.Type.Basic.NIL;
import static dev.runbook.language.signature.Type.Basic.REGEX;
import static dev.runbook.language.signature.Type.Basic.RESOURCES;
import static dev.runbook.language.signature.Type.Basic.SECRET;
import static dev.runbook.language.signature.Type.Basic.TEXT;

import dev.runbook.diagnostic.Code;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Where;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.signature.Type;
import dev.runbook.language.value.Value;
import dev.runbook.source.Span;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.TextPart;
import dev.runbook.syntax.UnaryOperator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks expressions: every name resolved, every call bound to its signature, every type known. */
final class Expressions {
    private final CheckContext context;
    private final CheckDiagnostics diagnostics;
    private final Coercion fitting;
    private final Operators operators;
    private final UnknownNames names;
    private final Calls calls;

    Expressions(CheckContext context) {
        this.context = context;
        this.diagnostics = context.diagnostics();
        this.fitting = new Coercion(diagnostics, this::parts);
        this.operators = new Operators(diagnostics, fitting);
        this.names = new UnknownNames(context);
        this.calls = new Calls(context, this);
    }

    Calls calls() {
        return calls;
    }

    Coercion fitting() {
        return fitting;
    }

    /** An expression of a type; {@code role} says who wants it. */
    Expr expect(Expression expression, NameScope scope, Type wanted, String role) {
        return fitting.fit(check(expression, scope), expression.span(), wanted, role, false);
    }

    /** A list, or a set of resources, which is gone through one by one. */
    Expr items(Expression expression, NameScope scope, String role) {
        Expr checked = check(expression, scope);
        return checked.type() == RESOURCES
                ? checked
                : fitting.fit(checked, expression.span(), new Type.ListOf(ANY), role, false);
    }

    Expr condition(Expression expression, NameScope scope, String role) {
        return fitting.condition(check(expression, scope), expression.span(), role);
    }

    /** An expression whose value is kept or shown, so that it may be no secret. */
    Expr open(Expression expression, NameScope scope, String why) {
        Expr checked = check(expression, scope);
        return checked.type() == SECRET ? fitting.secret(checked, expression.span(), why) : checked;
    }

    Expr check(Expression expression, NameScope scope) {
        // The place comes before those of the parts, since places are cheap in the order of the text.
        Where where = context.places().where(expression.span());
        return switch (expression) {
            case Expression.Text text -> text(text, where, scope);
            case Expression.RawText raw -> new Expr.Constant(where, TEXT, Value.of(raw.value()));
            case Expression.Symbol symbol -> new Expr.Constant(where, TEXT, Value.of(symbol.name()));
            case Expression.Int whole -> new Expr.Constant(where, INT, Value.of(whole.value()));
            case Expression.Bool bool -> new Expr.Constant(where, BOOL, Value.of(bool.value()));
            case Expression.Nil nil -> new Expr.Constant(where, NIL, Value.NIL);
            case Expression.Regex regex ->
                Regexes.compile(regex, diagnostics)
                        .<Expr>map(pattern -> new Expr.Constant(where, REGEX, new Value.Pattern(pattern)))
                        .orElseGet(() -> Types.wrong(where));
            case Expression.Unreadable gap -> Types.wrong(where);
            case Expression.ListOf list -> list(list, where, scope);
            case Expression.MapOf map -> map(map, where, scope, false);
            case Expression.Reference reference -> reference(reference, where, scope);
            case Expression.Call call -> calls.call(call, where, scope);
            case Expression.Index index -> index(index, where, scope);
            case Expression.Unary unary -> unary(unary, where, scope);
            case Expression.Binary binary ->
                operators.binary(binary, where, check(binary.left(), scope), check(binary.right(), scope));
            case Expression.Grouped grouped -> check(grouped.inner(), scope);
        };
    }

    private Expr text(Expression.Text text, Where where, NameScope scope) {
        Optional<String> plain = ConstantText.of(text);
        if (plain.isPresent()) {
            return new Expr.Constant(where, TEXT, Value.of(plain.get()));
        }
        List<Expr> parts = new ArrayList<>();
        for (TextPart part : text.parts()) {
            switch (part) {
                case TextPart.Literal literal -> parts.add(new Expr.Constant(where, TEXT, Value.of(literal.value())));
                case TextPart.Interpolation hole -> parts.add(printed(hole.expression(), scope));
            }
        }
        return new Expr.Template(where, List.copyOf(parts));
    }

    private Expr printed(Expression expression, NameScope scope) {
        Expr value = open(expression, scope, "a text would show it");
        if (Types.isWrong(value) || Types.printable(value.type())) {
            return value;
        }
        diagnostics
                .at(Code.RB0245, expression.span())
                .label("this is " + Types.a(value.type()))
                .says(
                        Types.a(value.type()) + " has no text of its own",
                        "What people read must not depend on how a value is stored.",
                        parts(value.type()).isEmpty() ? "Say which part of it to show." : parts(value.type()));
        return Types.wrong(value.where());
    }

    private String parts(Type type) {
        List<String> parts = context.catalogue().membersOf(type).values().stream()
                .filter(s -> s.positional().isEmpty() && Types.printable(s.result()))
                .map(signature -> "." + signature.name())
                .limit(6)
                .toList();
        return parts.isEmpty() || type == TEXT || type instanceof Type.ListOf
                ? ""
                : "Say which part of it is meant: " + String.join(", ", parts) + ".";
    }

    private Expr list(Expression.ListOf list, Where where, NameScope scope) {
        List<Expr> items = new ArrayList<>();
        for (Expression item : list.items()) {
            items.add(open(item, scope, "a list would show it"));
        }
        Type type = items.isEmpty() ? ANY : items.getFirst().type();
        boolean mixed = items.stream().anyMatch(item -> !item.type().equals(type));
        return new Expr.ListOf(where, new Type.ListOf(mixed ? ANY : type), List.copyOf(items));
    }

    private Expr map(Expression.MapOf map, Where where, NameScope scope, boolean secretsToo) {
        Map<String, Expr> entries = new LinkedHashMap<>();
        for (Expression.Entry entry : map.entries()) {
            Expr value = secretsToo ? check(entry.value(), scope) : open(entry.value(), scope, "a map would show it");
            entries.put(entry.key(), value);
        }
        return new Expr.MapOf(where, Collections.unmodifiableMap(entries));
    }

    /** The environment of a program: the one map that may hold secrets. */
    Expr environment(Expression.MapOf map, NameScope scope) {
        return map(map, context.places().where(map.span()), scope, true);
    }

    private Expr reference(Expression.Reference reference, Where where, NameScope scope) {
        NameScope.DeclaredName local = scope.find(reference.name());
        if (local != null) {
            context.usage().use(local.at());
            return new Expr.Local(where, local.type(), local.internal());
        }
        if (Character.isUpperCase(reference.name().codePointAt(0))) {
            Optional<FailureClass> named = failureClass(reference.name(), reference.span());
            return named.<Expr>map(c -> new Expr.Constant(where, TEXT, Value.of(c.name())))
                    .orElseGet(() -> Types.wrong(where));
        }
        Optional<Signature> lookup =
                context.catalogue().standing(reference.name()).filter(s -> s.role() != Signature.Role.ACTION);
        if (lookup.isPresent()) {
            return calls.bare(lookup.get(), reference.span(), where, scope);
        }
        names.unknown(reference.name(), reference.span(), scope);
        return Types.wrong(where);
    }

    Optional<FailureClass> failureClass(String name, Span span) {
        Optional<FailureClass> found = FailureClass.named(name);
        if (found.isEmpty() && !diagnostics.unchecked().of(name)) {
            List<String> known =
                    Arrays.stream(FailureClass.values()).map(Enum::name).toList();
            diagnostics
                    .at(Code.RB0228, span)
                    .says(
                            "there is no failure class `" + name + "`",
                            "A capital letter begins the name of a failure class.",
                            diagnostics.didYouMean(name, known, "The classes are:"));
        }
        return found;
    }

    private Expr index(Expression.Index index, Where where, NameScope scope) {
        Expr receiver = check(index.receiver(), scope);
        if (Types.isWrong(receiver)) {
            check(index.key(), scope);
            return Types.wrong(where);
        }
        if (receiver.type() == FAILURE) {
            return capture(index, receiver, where, scope);
        }
        check(index.key(), scope);
        diagnostics
                .at(Code.RB0224, index.span())
                .says(
                        Types.a(receiver.type()) + " has no parts in brackets",
                        "Brackets pick what a pattern of a rescue clause has captured: failure[:name].",
                        receiver.type() instanceof Type.ListOf
                                ? "A list has `first`, `last` and `include?`, and `for` goes through it."
                                : "");
        return Types.wrong(where);
    }

    private Expr capture(Expression.Index index, Expr failure, Where where, NameScope scope) {
        Optional<String> group = ConstantText.of(index.key());
        if (group.isEmpty()) {
            diagnostics
                    .at(Code.RB0246, index.key().span())
                    .says(
                            "a capture is asked for by its name",
                            "The name is one that a pattern of the clause gives: /(?<name>\\w+) is invalid/.",
                            "Write it as a symbol: failure[:name].");
            return Types.wrong(where);
        }
        NameScope.DeclaredName local = index.receiver() instanceof Expression.Reference r ? scope.find(r.name()) : null;
        if (local != null && !local.groups().contains(group.get())) {
            diagnostics
                    .at(Code.RB0229, index.key().span())
                    .and(local.at(), "caught here")
                    .says(
                            "no pattern of this clause captures `" + group.get() + "`",
                            "A pattern captures with a group that has a name: /(?<" + group.get() + ">\\w+)/.",
                            local.groups().isEmpty()
                                    ? "Add such a group to a pattern of the clause."
                                    : diagnostics.didYouMean(
                                            group.get(),
                                            local.groups().stream().sorted().toList(),
                                            "It captures:"));
            return Types.wrong(where);
        }
        return new Expr.Capture(where, failure, group.get());
    }

    private Expr unary(Expression.Unary unary, Where where, NameScope scope) {
        if (unary.operator() == UnaryOperator.MINUS) {
            return operators.negate(unary, where, open(unary.operand(), scope, "it cannot be computed with"));
        }
        Expr operand = open(unary.operand(), scope, "it is neither true nor false");
        String role = "what follows `" + unary.operator().symbol() + "`";
        return new Expr.Not(where, fitting.condition(operand, unary.operand().span(), role));
    }
}
