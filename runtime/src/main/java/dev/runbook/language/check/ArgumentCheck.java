package dev.runbook.language.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.language.program.Expr;
import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.Parameter;
import dev.runbook.language.signature.ProgramPart;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.signature.Type;
import dev.runbook.source.Span;
import dev.runbook.syntax.Arguments;
import dev.runbook.syntax.Expression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the arguments and options of a call, or of a statement of the language, against a signature. */
final class ArgumentCheck {
    private final CheckDiagnostics diagnostics;
    private final Expressions expressions;
    private final ArgumentRules rules;
    private final ValueCheck limits;

    ArgumentCheck(CheckDiagnostics diagnostics, Expressions expressions, ArgumentRules rules) {
        this.diagnostics = diagnostics;
        this.rules = rules;
        this.limits = new ValueCheck(diagnostics, rules);
        this.expressions = expressions;
    }

    /** Arguments in the order and by the names of their signature. */
    record BoundArguments(List<Expr> positional, Map<String, Expr> options) {
        BoundArguments {
            positional = List.copyOf(positional);
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        }

        Optional<Expr> option(String name) {
            return Optional.ofNullable(options.get(name)).filter(value -> !Types.isNil(value));
        }
    }

    /**
     * Binds what was written.
     *
     * @param shown how messages name the call
     * @param callee where its name stands
     */
    BoundArguments bind(Signature signature, String shown, Span callee, Arguments written, NameScope scope) {
        int before = limits.refusals();
        List<Expr> positional = positional(signature, shown, callee, written, scope);
        Map<String, Expr> options = options(signature, shown, callee, written.options(), scope);
        if (limits.refusals() == before) {
            ArgumentCombinations.refused(rules, signature, positional, options)
                    .ifPresent(failure -> limits.tell(ValueCheck.ValueLocation.of(callee, shown), failure));
        }
        return new BoundArguments(positional, options);
    }

    private List<Expr> positional(Signature signature, String shown, Span callee, Arguments written, NameScope scope) {
        List<Parameter> parameters = signature.positional();
        List<Expression> given = written.positional();
        List<Expr> bound = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Optional<Parameter> parameter = i < parameters.size() ? Optional.of(parameters.get(i)) : signature.rest();
            if (parameter.isEmpty()) {
                given.subList(i, given.size()).forEach(extra -> expressions.check(extra, scope));
                tooMany(signature, shown, given, i, callee);
                break;
            }
            String role = "`" + parameter.get().name() + "` of " + shown;
            bound.add(value(signature, parameter.get(), role, given.get(i), scope));
        }
        long required = parameters.stream().filter(Parameter::required).count();
        if (given.size() < required) {
            List<Parameter> missing = parameters.subList(given.size(), (int) required);
            missing(signature, shown, callee, missing, written.options());
        }
        return bound;
    }

    private Map<String, Expr> options(
            Signature signature, String shown, Span callee, List<Arguments.Option> written, NameScope scope) {
        Map<String, Expr> bound = new LinkedHashMap<>();
        for (Arguments.Option option : written) {
            String name = option.name().text();
            Optional<Parameter> parameter = signature.option(name);
            if (parameter.isEmpty()) {
                List<String> known =
                        signature.options().stream().map(Parameter::name).toList();
                byNameAlone(
                        option,
                        diagnostics.nearest(name, known).flatMap(signature::option).stream()
                                .toList(),
                        scope);
                if (signature.positional().stream().noneMatch(p -> p.name().equals(name))) {
                    unknown(signature, shown, option);
                } else {
                    byPosition(signature, shown, option);
                }
            } else {
                String role = "`" + name + ":` of " + shown;
                bound.put(name, value(signature, parameter.get(), role, option.value(), scope));
            }
        }
        signature.options().stream()
                .filter(p -> p.required() && !bound.containsKey(p.name()))
                .forEach(p -> missingOption(signature, shown, callee, p));
        return bound;
    }

    /**
     * An option of a call that is not known: its value is checked where all that it can mean agree on a type.
     *
     * @param meanings the options that it can be
     */
    void byNameAlone(Arguments.Option option, List<Parameter> meanings, NameScope scope) {
        Expr value = expressions.check(option.value(), scope);
        List<Type> types = meanings.stream().map(Parameter::type).distinct().toList();
        if (types.size() == 1 && !(types.getFirst() instanceof Type.ListOf)) {
            String role = "`" + option.name() + ":`";
            expressions.fitting().fit(value, option.value().span(), types.getFirst(), role, true);
        }
    }

    private Expr value(Signature signature, Parameter parameter, String role, Expression written, NameScope scope) {
        boolean environment = parameter.part() == ProgramPart.ENVIRONMENT;
        Expr value = environment && written instanceof Expression.MapOf map
                ? expressions.environment(map, scope)
                : expressions.check(written, scope);
        // One value stands for a list of one, as in values: "a.yml".
        if (parameter.type() instanceof Type.ListOf list && value.type().equals(list.item()) && !Types.isWrong(value)) {
            literal(signature, parameter, role, value, written.span());
            return value;
        }
        Expr fitted = expressions.fitting().fit(value, written.span(), parameter.type(), role, !parameter.required());
        literal(signature, parameter, role, fitted, written.span());
        return fitted;
    }

    private void literal(Signature signature, Parameter parameter, String role, Expr given, Span at) {
        if (given instanceof Expr.Constant constant) {
            limits.check(signature, parameter, constant.value(), ValueCheck.ValueLocation.of(at, role));
        }
    }

    private void tooMany(Signature signature, String shown, List<Expression> given, int allowed, Span callee) {
        Span extra = given.get(allowed).span().through(given.getLast().span());
        diagnostics
                .at(Code.RB0231, extra)
                .label(given.size() - allowed == 1 ? "one too many" : "too many")
                .and(callee, takes(signature))
                .says(
                        shown + " takes " + count(allowed) + ", and here " + (given.size() == 1 ? "is " : "are ")
                                + given.size(),
                        "",
                        signature.options().isEmpty() || given.get(allowed) instanceof Expression.Int
                                ? "Remove it."
                                : "If it is meant as an option, write its name before it, such as `"
                                        + signature.options().getFirst().name() + ": …`.");
    }

    private static String takes(Signature signature) {
        return signature.positional().isEmpty()
                ? "takes no arguments"
                : "takes "
                        + String.join(
                                ", ",
                                signature.positional().stream()
                                        .map(Parameter::name)
                                        .toList());
    }

    private static String count(int number) {
        return switch (number) {
            case 0 -> "no arguments";
            case 1 -> "one argument";
            default -> number + " arguments";
        };
    }

    private void missing(
            Signature signature, String shown, Span callee, List<Parameter> missing, List<Arguments.Option> options) {
        // Written as an option it is reported there, with the way to write it.
        if (options.stream()
                .anyMatch(o -> o.name().text().equals(missing.getFirst().name()))) {
            return;
        }
        String names = String.join(
                " and ", missing.stream().map(p -> "`" + p.name() + "`").toList());
        diagnostics
                .at(Code.RB0230, callee)
                .says(
                        shown + " needs " + names,
                        String.join(
                                " ",
                                missing.stream()
                                        .map(p -> sentence(p.name() + ": " + p.about()))
                                        .toList()),
                        example(signature));
    }

    private void missingOption(Signature signature, String shown, Span callee, Parameter parameter) {
        if (signature.name().equals("wait")) {
            diagnostics
                    .at(Code.RB0247, callee)
                    .says(
                            "a wait for a condition says how long it may take",
                            "Every wait ends.",
                            "Add `up_to:` with a length of time: wait up_to: 5.minutes until …");
            return;
        }
        diagnostics
                .at(Code.RB0230, callee)
                .says(
                        shown + " needs the option `" + parameter.name() + ":`",
                        sentence(parameter.name() + ": " + parameter.about()),
                        example(signature));
    }

    private void unknown(Signature signature, String shown, Arguments.Option option) {
        List<String> known = signature.options().stream().map(Parameter::name).toList();
        diagnostics
                .at(Code.RB0232, option.name().span())
                .says(
                        shown + " has no option `" + option.name() + ":`",
                        "",
                        known.isEmpty()
                                ? "It takes no options at all."
                                : diagnostics.didYouMean(option.name().text(), known, "Its options are"));
    }

    private void byPosition(Signature signature, String shown, Arguments.Option option) {
        List<String> names =
                signature.positional().stream().map(Parameter::name).toList();
        diagnostics
                .at(Code.RB0232, option.name().span())
                .says(
                        "`" + option.name() + "` of " + shown + " is written without its name",
                        "What every call needs comes first, in a fixed order: " + String.join(", ", names) + ".",
                        "Write the value in its place.");
    }

    private static String example(Signature signature) {
        String first = signature.example().lines().findFirst().orElse("");
        String whole = first.endsWith(",") ? signature.example().replaceAll("\\s+", " ") : first;
        return whole.isEmpty() ? "" : "For example: " + whole;
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
