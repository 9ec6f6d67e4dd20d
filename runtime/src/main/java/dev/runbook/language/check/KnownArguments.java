package dev.runbook.language.check;

import static dev.runbook.language.signature.Type.Basic.TEXT;
import static dev.runbook.language.signature.Type.Basic.VERSION;

import dev.runbook.language.eval.LiteralPrefix;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Where;
import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.Parameter;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.signature.Type;
import dev.runbook.language.value.Value;
import dev.runbook.source.Source;
import dev.runbook.source.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Holds the arguments of a call, as far as their values are known, to what a run demands of them. */
final class KnownArguments {
    private final ArgumentRules rules;
    private final ValueCheck limits;
    private final List<Source> sources;

    KnownArguments(CheckDiagnostics diagnostics, List<Source> sources, ArgumentRules rules) {
        this.rules = rules;
        this.limits = new ValueCheck(diagnostics, rules);
        this.sources = sources;
    }

    /** The arguments of a call, each alone and all together. */
    void call(Signature signature, Where where, List<Expr> positional, Map<String, Expr> options, KnownScope scope) {
        if (Optional.ofNullable(options.get("if"))
                .map(scope::value)
                .filter(Value.FALSE::equals)
                .isPresent()) {
            // A lookup that nobody makes is given nothing.
            return;
        }
        int before = limits.refusals();
        for (int i = 0; i < positional.size(); i++) {
            List<Parameter> named = signature.positional();
            Optional<Parameter> parameter = i < named.size() ? Optional.of(named.get(i)) : signature.rest();
            Expr given = positional.get(i);
            parameter.ifPresent(p -> value(signature, p, "`" + p.name() + "` of " + signature.name(), given, scope));
        }
        options.forEach((name, given) -> signature
                .option(name)
                .ifPresent(p -> value(signature, p, "`" + name + ":` of " + signature.name(), given, scope)));
        if (limits.refusals() == before) {
            together(signature, where, positional, options, scope);
        }
    }

    private void together(
            Signature signature, Where where, List<Expr> positional, Map<String, Expr> options, KnownScope scope) {
        // What is wrong with the call as it is written was told when it was read.
        if (ArgumentCombinations.refused(rules, signature, positional, options).isEmpty()) {
            Map<String, Value> named = new LinkedHashMap<>();
            options.forEach((name, value) -> named.put(name, scope.value(value)));
            limits.refused(
                    () -> rules.together(
                            signature,
                            positional.stream().map(scope::value).toList(),
                            named,
                            LiteralPrefix.begin(positional)),
                    new ValueCheck.ValueLocation(() -> span(where), Optional::empty, signature.name()));
        }
    }

    /** One argument; what stands in the call itself has been looked at when it was read. */
    void value(Signature signature, Parameter parameter, String role, Expr given, KnownScope scope) {
        Value value = scope.value(given);
        if (value instanceof Value.List(List<Value> items)) {
            List<Expr> written = scope.items(given, items.size());
            for (int i = 0; i < items.size(); i++) {
                one(signature, parameter, role, items.get(i), given, scope.origin(written.get(i)));
            }
        } else if (!(given instanceof Expr.Constant)) {
            one(signature, parameter, role, value, given, scope.origin(given));
        }
    }

    private void one(Signature signature, Parameter parameter, String role, Value value, Expr given, Expr origin) {
        limits.check(signature, parameter, value, place(given, origin, role));
    }

    /** A text that a reading of the run is given. */
    void text(Expr given, KnownScope scope, String role, Consumer<String> reading) {
        if (!(given instanceof Expr.Constant) && scope.value(given) instanceof Value.Text(String text)) {
            limits.refused(() -> reading.accept(text), place(given, scope.origin(given), role));
        }
    }

    /** An expression that cannot be computed from what is known of it. */
    void computed(Expr expr, KnownScope scope) {
        if (expr instanceof Expr.Operation(var _, var _, var _, Expr left, Expr right)) {
            comparedVersion(left, right, scope);
            comparedVersion(right, left, scope);
        }
        if (expr.inner().findAny().isEmpty()) {
            return;
        }
        try {
            scope.evaluate(expr);
        } catch (Failed failed) {
            limits.tell(new ValueCheck.ValueLocation(() -> span(expr.where()), Optional::empty, ""), failed.failure());
        }
    }

    /** A name whose text is compared with a version must be one. */
    private void comparedVersion(Expr version, Expr text, KnownScope scope) {
        Type type = text.type();
        if (version.type() == VERSION && type == TEXT && scope.value(text) instanceof Value.Text(String written)) {
            limits.version(written, place(text, scope.origin(text), "a version"));
        }
    }

    private ValueCheck.ValueLocation place(Expr given, Expr origin, String role) {
        return new ValueCheck.ValueLocation(() -> span(origin.where()), () -> span(given.where()), role);
    }

    /** The stretch of text that a place of the program is. */
    private Optional<Span> span(Where where) {
        return sources.stream()
                .filter(source -> source.name().equals(where.file()) && where.line() <= source.lineCount())
                .findFirst()
                .flatMap(source -> span(source, where));
    }

    private static Optional<Span> span(Source source, Where where) {
        int line = source.offset(where.line());
        int start = source.text().offsetByCodePoints(line, where.column() - 1);
        int end = start + where.length();
        return end <= source.text().length() ? Optional.of(source.span(start, end)) : Optional.empty();
    }
}
