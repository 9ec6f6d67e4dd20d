package dev.runbook.language.check;

import static dev.runbook.language.signature.Type.Basic.ANY;
import static dev.runbook.language.signature.Type.Basic.BOOL;
import static dev.runbook.language.signature.Type.Basic.DURATION;
import static dev.runbook.language.signature.Type.Basic.INT;
import static dev.runbook.language.signature.Type.Basic.SECRET;
import static dev.runbook.language.signature.Type.Basic.TEXT;
import static dev.runbook.language.signature.Type.Basic.VERSION;

import com.google.re2j.Pattern;
import dev.runbook.diagnostic.Code;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Input;
import dev.runbook.language.program.Where;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.signature.Type;
import dev.runbook.language.value.Value;
import dev.runbook.source.Span;
import dev.runbook.syntax.Arguments;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks params and secrets, and what overlays set them to. */
final class InputDeclarations {
    private static final Map<String, Type> TYPES = Map.of(
            "string", TEXT,
            "path", TEXT,
            "integer", INT,
            "boolean", BOOL,
            "version", VERSION,
            "duration", DURATION,
            "list", new Type.ListOf(TEXT));

    private final CheckContext context;
    private final CheckDiagnostics diagnostics;
    private final Expressions expressions;
    private final Declarations declaring;
    private final NameScope scope;

    InputDeclarations(CheckContext context, Expressions expressions, NameScope scope) {
        this.context = context;
        this.diagnostics = context.diagnostics();
        this.expressions = expressions;
        this.declaring = new Declarations(context);
        this.scope = scope;
    }

    List<Input> check(Composition whole) {
        List<Input> inputs = new ArrayList<>();
        Set<String> secrets = new HashSet<>();
        for (Statement statement : whole.inputs()) {
            if (statement instanceof Statement.Param param) {
                inputs.add(param(
                        param,
                        Optional.ofNullable(whole.settings().get(param.name().text()))));
            } else if (statement instanceof Statement.Secret secret) {
                secrets.add(secret.name().text());
                inputs.add(secret(secret));
            }
        }
        whole.settings().values().forEach(set -> settable(set, inputs, secrets));
        return List.copyOf(inputs);
    }

    private Input param(Statement.Param param, Optional<Statement.Set> setting) {
        Where where = context.places().where(param.span());
        ArgumentCheck.BoundArguments bound = options("param", param.name(), param.about(), param.options());
        Optional<Expression> written = setting.map(Statement.Set::value).or(() -> written(param.options(), "default"));
        Optional<Expr> value =
                setting.isPresent() ? setting.map(s -> expressions.check(s.value(), scope)) : bound.option("default");
        Optional<String> named = bound.option("type").flatMap(InputDeclarations::text);
        Type type = named.map(TYPES::get)
                .or(() -> bound.option("default").flatMap(InputDeclarations::typeOf))
                .orElseGet(() -> bound.option("default").filter(Types::isWrong).isPresent() ? ANY : TEXT);
        List<Value> oneOf = oneOf(param, bound, type);
        Optional<Pattern> matches = matches(param, bound, type);
        Optional<Expr> fallback = value.flatMap(v -> written.map(w -> fallback(v, w.span(), type, param.name())));
        fallback.ifPresent(f -> allowed(f, written.map(Expression::span).orElse(param.span()), oneOf, matches));
        declare(param.name(), type, NameScope.SymbolKind.PARAM, "parameter");
        boolean optional = bool(bound, "optional");
        return new Input(
                where,
                param.name().text(),
                about(param.about()),
                type,
                named.equals(Optional.of("path")),
                false,
                optional,
                fallback,
                oneOf,
                matches);
    }

    private Input secret(Statement.Secret secret) {
        Where where = context.places().where(secret.span());
        secret.options().stream()
                .filter(o -> o.name().text().equals("default"))
                .forEach(
                        o -> diagnostics
                                .at(Code.RB0234, o.span())
                                .says(
                                        "a secret has no default",
                                        "It would be in the runbook for all to read.",
                                        "Give it from the environment, a file or a prompt, or declare it with `optional: true`."));
        List<Arguments.Option> rest = secret.options().stream()
                .filter(o -> !o.name().text().equals("default"))
                .toList();
        ArgumentCheck.BoundArguments bound = options("secret", secret.name(), secret.about(), rest);
        declare(secret.name(), SECRET, NameScope.SymbolKind.SECRET, "secret");
        return new Input(
                where,
                secret.name().text(),
                about(secret.about()),
                SECRET,
                false,
                true,
                bool(bound, "optional"),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private ArgumentCheck.BoundArguments options(
            String form, Name name, Optional<Expression> about, List<Arguments.Option> options) {
        about.ifPresent(a -> ConstantText.require(a, "the description of an input", diagnostics));
        Signature signature = context.catalogue().form(form).orElseThrow();
        List<Expression> positional = Stream.concat(
                        Stream.of(new Expression.Symbol(name.span(), name.text())), about.stream())
                .toList();
        return expressions
                .calls()
                .arguments()
                .bind(signature, "`" + form + "`", name.span(), new Arguments(positional, options), scope);
    }

    private void declare(Name name, Type type, NameScope.SymbolKind kind, String what) {
        context.usage().declare(name.span(), what + " `" + name + "`");
        declaring.bind(name, type, kind, scope, StatementContext.top(), Set.of());
    }

    private Expr fallback(Expr value, Span at, Type type, Name name) {
        if (!Types.isWrong(value) && value.looks()) {
            diagnostics
                    .at(Code.RB0246, at)
                    .says(
                            "the value of an input must be known before the run",
                            "A plan begins with the inputs, and looks at the world only then.",
                            "Declare the param with `optional: true` and look when it is not given.");
            return Types.wrong(value.where());
        }
        return expressions.fitting().fit(value, at, type, "`" + name + "`", false);
    }

    private List<Value> oneOf(Statement.Param param, ArgumentCheck.BoundArguments bound, Type type) {
        Optional<Expression> written = written(param.options(), "one_of");
        if (written.isEmpty() || !(bound.option("one_of").orElse(null) instanceof Expr.ListOf list)) {
            written.filter(w -> !(w instanceof Expression.ListOf)
                            && bound.option("one_of").filter(Types::isWrong).isEmpty())
                    .ifPresent(w -> constant(w.span(), "`one_of:`"));
            return List.of();
        }
        List<Value> values = new ArrayList<>();
        List<Expression> items = written.get() instanceof Expression.ListOf l ? l.items() : List.of();
        for (int i = 0; i < list.items().size(); i++) {
            Span at = items.get(i).span();
            Expr item = expressions.fitting().fit(list.items().get(i), at, type, "each of `one_of:`", false);
            if (item instanceof Expr.Constant constant) {
                values.add(constant.value());
            } else {
                constant(at, "each of `one_of:`");
            }
        }
        return List.copyOf(values);
    }

    private void constant(Span at, String what) {
        diagnostics
                .at(Code.RB0246, at)
                .says(
                        what + " must be written out",
                        "The values that are allowed are known before any value is.",
                        "Write a list of plain values: [\"a\", \"b\"].");
    }

    private Optional<Pattern> matches(Statement.Param param, ArgumentCheck.BoundArguments bound, Type type) {
        Optional<Pattern> pattern = bound.option("matches")
                .flatMap(e -> e instanceof Expr.Constant c && c.value() instanceof Value.Pattern(Pattern p)
                        ? Optional.of(p)
                        : Optional.empty());
        if (pattern.isPresent() && type != TEXT && type != VERSION) {
            written(param.options(), "matches")
                    .ifPresent(w -> diagnostics
                            .at(Code.RB0235, w.span())
                            .says(
                                    "`matches:` is for strings, and `" + param.name() + "` is " + Types.a(type),
                                    "",
                                    "Remove it, or name the allowed values with `one_of:`."));
        }
        return pattern;
    }

    /** A default that the param itself would refuse could only fail at the worst time. */
    private void allowed(Expr fallback, Span at, List<Value> oneOf, Optional<Pattern> matches) {
        if (!(fallback instanceof Expr.Constant constant) || Types.isWrong(fallback)) {
            return;
        }
        boolean listed = oneOf.stream().noneMatch(value -> value instanceof Value.Unknown);
        if (listed && !oneOf.isEmpty() && !oneOf.contains(constant.value())) {
            diagnostics
                    .at(Code.RB0237, at)
                    .says("this value is not one of `one_of:`", "", "Add it there, or choose one that is.");
        }
        if (matches.isPresent()
                && constant.value() instanceof Value.Text(String text)
                && !matches.get().matches(text)) {
            diagnostics
                    .at(Code.RB0237, at)
                    .says(
                            "this value does not match /"
                                    + SourcePlaces.cut(matches.get().pattern()) + "/",
                            "The whole value must match.",
                            "Change one of the two.");
        }
    }

    private void settable(Statement.Set set, List<Input> inputs, Set<String> secrets) {
        String name = set.name().text();
        if (secrets.contains(name)) {
            diagnostics
                    .at(Code.RB0212, set.name().span())
                    .says(
                            "a secret cannot be set in a file",
                            "It would be in the overlay for all to read.",
                            "Give it from the environment, a file or a prompt.");
        } else if (!diagnostics.unchecked().of(name)
                && inputs.stream().noneMatch(i -> i.name().equals(name))) {
            diagnostics
                    .at(Code.RB0212, set.name().span())
                    .says(
                            "the base has no param `" + name + "`",
                            "",
                            diagnostics.didYouMean(
                                    name,
                                    inputs.stream()
                                            .filter(i -> !i.secret())
                                            .map(Input::name)
                                            .toList(),
                                    "It has"));
        }
    }

    private static Optional<Expression> written(List<Arguments.Option> options, String name) {
        return options.stream()
                .filter(o -> o.name().text().equals(name))
                .findFirst()
                .map(Arguments.Option::value);
    }

    private static boolean bool(ArgumentCheck.BoundArguments bound, String option) {
        return bound.option(option)
                .filter(e -> e instanceof Expr.Constant c && Value.TRUE.equals(c.value()))
                .isPresent();
    }

    private static Optional<String> text(Expr expr) {
        return expr instanceof Expr.Constant c && c.value() instanceof Value.Text(String text)
                ? Optional.of(text)
                : Optional.empty();
    }

    /** The type that a default gives to its param. */
    private static Optional<Type> typeOf(Expr value) {
        return value.type() instanceof Type.ListOf
                ? Optional.of(new Type.ListOf(TEXT))
                : value.type() == ANY || Types.isNil(value) ? Optional.empty() : Optional.of(value.type());
    }

    private static String about(Optional<Expression> about) {
        return about.flatMap(ConstantText::of).orElse("");
    }
}
