package dev.runbook.language.check;

import static dev.runbook.language.signature.Type.Basic.ANY;
import static dev.runbook.language.signature.Type.Basic.DURATION;
import static dev.runbook.language.signature.Type.Basic.INT;
import static dev.runbook.language.signature.Type.Basic.SECRET;

import dev.runbook.diagnostic.Code;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Where;
import dev.runbook.language.signature.Catalogue;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.signature.Type;
import dev.runbook.language.value.Value;
import dev.runbook.source.Span;
import dev.runbook.syntax.Arguments;
import dev.runbook.syntax.Expression;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Binds calls to the signatures of the catalogue. */
final class Calls {
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "second", ChronoUnit.SECONDS,
            "minute", ChronoUnit.MINUTES,
            "hour", ChronoUnit.HOURS,
            "day", ChronoUnit.DAYS);

    private final CheckContext context;
    private final Catalogue catalogue;
    private final CheckDiagnostics diagnostics;
    private final Expressions expressions;
    private final ArgumentCheck arguments;

    Calls(CheckContext context, Expressions expressions) {
        this.context = context;
        this.catalogue = context.catalogue();
        this.diagnostics = context.diagnostics();
        this.expressions = expressions;
        this.arguments = new ArgumentCheck(diagnostics, expressions, catalogue.rules());
    }

    ArgumentCheck arguments() {
        return arguments;
    }

    /** The full name of what stands alone: {@code service}, {@code helm.release}; empty for a member of a value. */
    Optional<String> standingName(Expression.Call call, NameScope scope) {
        if (call.receiver().isEmpty()) {
            return Optional.of(call.name().text());
        }
        if (!(call.receiver().get() instanceof Expression.Reference root)
                || !catalogue.roots().contains(root.name())) {
            return Optional.empty();
        }
        String name = root.name() + "." + call.name().text();
        // An input may be called like what it is about: `dns` is its value, and `dns.update` the action.
        return scope.find(root.name()) == null || catalogue.standing(name).isPresent()
                ? Optional.of(name)
                : Optional.empty();
    }

    /** A call inside an expression. */
    Expr call(Expression.Call call, Where where, NameScope scope) {
        Optional<String> name = standingName(call, scope);
        if (name.isEmpty()) {
            return member(call, where, scope);
        }
        if (name.get().equals("given?")) {
            return given(call, where, scope);
        }
        Optional<Signature> signature = catalogue.standing(name.get());
        if (signature.isEmpty()) {
            unknownLookup(call, name.get(), scope);
            return Types.wrong(where);
        }
        if (signature.get().role() == Signature.Role.ACTION) {
            arguments.bind(signature.get(), name.get(), callee(call), call.arguments(), scope);
            diagnostics
                    .at(Code.RB0242, callee(call))
                    .says(
                            "`" + name.get() + "` acts, and an expression only looks",
                            "Checking and planning read every expression, and reading must change nothing.",
                            "Put it on a line of its own, inside a step.");
            return Types.wrong(where);
        }
        return invoke(signature.get(), Optional.empty(), call, where, scope);
    }

    /** A lookup that was named without arguments. */
    Expr bare(Signature signature, Span span, Where where, NameScope scope) {
        ArgumentCheck.BoundArguments bound = arguments.bind(signature, signature.name(), span, Arguments.NONE, scope);
        return new Expr.Invoke(where, signature, Optional.empty(), bound.positional(), bound.options());
    }

    private Expr invoke(
            Signature signature, Optional<Expr> receiver, Expression.Call call, Where where, NameScope scope) {
        String shown = receiver.isPresent() ? call.name().text() : signature.name();
        ArgumentCheck.BoundArguments bound = arguments.bind(signature, shown, callee(call), call.arguments(), scope);
        return new Expr.Invoke(where, signature, receiver, bound.positional(), bound.options());
    }

    private Expr member(Expression.Call call, Where where, NameScope scope) {
        Expression receiver = call.receiver().orElseThrow();
        if (receiver instanceof Expression.Reference root && isForeignRoot(root, scope)) {
            if (diagnostics.unchecked().of(root.name())) {
                evaluate(call.arguments(), scope);
                return Types.wrong(where);
            }
            unknownLookup(call, root.name() + "." + call.name(), scope);
            return Types.wrong(where);
        }
        Expr on = expressions.check(receiver, scope);
        if (Types.isWrong(on)) {
            evaluate(call.arguments(), scope);
            return Types.wrong(where);
        }
        String name = call.name().text();
        if (on.type() == INT && UNITS.containsKey(unit(name)) && on instanceof Expr.Constant constant) {
            return duration(constant, name, call, where);
        }
        Optional<Signature> signature = memberOf(on.type(), name);
        if (signature.isEmpty()) {
            unknownMember(call, on.type());
            asMeant(
                    diagnostics
                            .nearest(name, catalogue.membersOf(on.type()).keySet())
                            .flatMap(near -> catalogue.member(on.type(), near)),
                    call,
                    scope);
            return Types.wrong(where);
        }
        return invoke(specialise(signature.get(), on.type()), Optional.of(on), call, where, scope);
    }

    /** A name before a dot that is neither bound, nor a root, nor a lookup: probably a family of actions that is not there. */
    private boolean isForeignRoot(Expression.Reference root, NameScope scope) {
        return scope.find(root.name()) == null
                && context.bindings().places(root.name()).isEmpty()
                && catalogue.standing(root.name()).isEmpty()
                && Character.isLowerCase(root.name().codePointAt(0))
                && diagnostics.nearest(root.name(), scope.names()).isEmpty();
    }

    /** What a type can be asked; of a value that is not known before the run, what any type can be asked. */
    private Optional<Signature> memberOf(Type type, String name) {
        if (type != ANY) {
            return catalogue.member(type, name);
        }
        List<Signature> every = catalogue.membersNamed(name);
        if (every.size() < 2) {
            return every.stream().findFirst();
        }
        Signature first = every.getFirst();
        boolean agree = every.stream().allMatch(s -> s.result().equals(first.result()));
        return Optional.of(withTypes(first, ANY, agree ? first.result() : ANY));
    }

    /** For an item of a list: the type of this list's items. */
    private static Signature specialise(Signature signature, Type receiver) {
        return receiver instanceof Type.ListOf list
                        && signature.result() == ANY
                        && signature.role() == Signature.Role.PURE
                ? withTypes(signature, receiver, list.item())
                : signature;
    }

    private static Signature withTypes(Signature s, Type receiver, Type result) {
        return new Signature(
                s.name(),
                s.role(),
                Optional.of(receiver),
                s.positional(),
                s.rest(),
                s.options(),
                result,
                s.effect(),
                s.reads(),
                s.writes(),
                s.about(),
                s.example());
    }

    private static String unit(String name) {
        return name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    }

    private Expr duration(Expr.Constant amount, String name, Expression.Call call, Where where) {
        long number = amount.value() instanceof Value.Int(long n) ? n : 0;
        try {
            Duration length = Duration.of(number, Objects.requireNonNull(UNITS.get(unit(name))));
            return new Expr.Constant(where, DURATION, Value.Duration.of(length));
        } catch (ArithmeticException e) {
            diagnostics
                    .at(Code.RB0239, call.span())
                    .says(
                            "no runbook waits that long",
                            "A length of time is at most " + Value.Duration.LONGEST.toDays() + " days.",
                            "Write less.");
            return Types.wrong(where);
        }
    }

    private Expr given(Expression.Call call, Where where, NameScope scope) {
        List<Expression> positional = call.arguments().positional();
        if (positional.size() == 1 && call.arguments().options().isEmpty()) {
            Expression argument = positional.getFirst();
            String name = argument instanceof Expression.Reference r
                    ? r.name()
                    : argument instanceof Expression.Symbol s ? s.name() : "";
            NameScope.DeclaredName local = scope.find(name);
            if (local != null && local.kind().input()) {
                context.usage().use(local.at());
                return new Expr.IsGiven(where, local.name());
            }
            if (local == null && !name.isEmpty()) {
                new UnknownNames(context).unknown(name, argument.span(), scope);
                return Types.wrong(where);
            }
            CheckDiagnostics.DiagnosticBuilder finding = diagnostics.at(Code.RB0227, argument.span());
            if (local != null) {
                context.usage().use(local.at());
                finding.and(local.at(), "bound here");
            }
            finding.says(
                    "`given?` asks about a param or a secret, and this is neither",
                    "Only an input can be left out; everything else has its value by the time it is used.",
                    local == null ? "Write the name of an input." : "Compare it with nil, or remove the question.");
            return Types.wrong(where);
        }
        diagnostics
                .at(Code.RB0230, callee(call))
                .says("`given?` asks about one input", "", "Write for example: given?(database)");
        return Types.wrong(where);
    }

    /** The names and fields in the arguments of a call that is wrong itself are still looked at. */
    private void evaluate(Arguments written, NameScope scope) {
        written.positional().forEach(argument -> expressions.check(argument, scope));
        written.options().forEach(option -> expressions.check(option.value(), scope));
    }

    /** What a call of an unknown name is given: checked as what was most likely meant, or else as far as can be. */
    void asMeant(Optional<Signature> meant, Expression.Call call, NameScope scope) {
        if (meant.isPresent()) {
            diagnostics.unchecked().addGuess(call.span());
            arguments.bind(meant.get(), meant.get().name(), callee(call), call.arguments(), scope);
            return;
        }
        call.arguments().positional().forEach(argument -> expressions.check(argument, scope));
        call.arguments()
                .options()
                .forEach(option -> arguments.byNameAlone(
                        option,
                        catalogue.all().stream()
                                .flatMap(s -> s.option(option.name().text()).stream())
                                .toList(),
                        scope));
    }

    /** The span of what is called: {@code helm.upgrade}, without its arguments. */
    static Span callee(Expression.Call call) {
        return call.receiver().filter(r -> r instanceof Expression.Reference).isPresent()
                ? call.span()
                        .source()
                        .span(call.span().start(), call.name().span().end())
                : call.name().span();
    }

    private void unknownLookup(Expression.Call call, String name, NameScope scope) {
        NameScope.DeclaredName local = call.receiver().isEmpty() ? scope.find(name) : null;
        if (local != null) {
            evaluate(call.arguments(), scope);
            context.usage().use(local.at());
            diagnostics
                    .at(Code.RB0223, callee(call))
                    .and(local.at(), "it is bound here")
                    .says(
                            "`" + name + "` is " + Types.a(local.type()) + " and takes no arguments",
                            "",
                            "Remove the arguments, or name the lookup that was meant.");
            return;
        }
        if (context.procedures().containsKey(name)) {
            evaluate(call.arguments(), scope);
            diagnostics
                    .at(Code.RB0223, callee(call))
                    .says(
                            "`" + name + "` is a procedure and has no value",
                            "A procedure is a list of steps.",
                            "Write on a line of its own: perform :" + name);
            return;
        }
        List<String> known = new ArrayList<>(
                catalogue.lookups().stream().map(Signature::name).toList());
        known.add("given?");
        diagnostics
                .at(Code.RB0223, callee(call))
                .says("there is no lookup `" + name + "`", "", suggestion(name, known));
        asMeant(diagnostics.nearest(name, known).flatMap(catalogue::standing), call, scope);
    }

    String suggestion(String name, List<String> known) {
        Optional<String> near = diagnostics.nearest(name, known);
        if (near.isPresent()) {
            return "Did you mean `" + near.get() + "`?";
        }
        int dot = name.indexOf('.');
        List<String> family = dot < 0
                ? List.of()
                : known.stream()
                        .filter(n -> n.startsWith(name.substring(0, dot + 1)))
                        .toList();
        return family.isEmpty()
                ? "`runbook actions` lists what there is."
                : diagnostics.didYouMean(name, family, "There are");
    }

    private void unknownMember(Expression.Call call, Type type) {
        String name = call.name().text();
        if (type == SECRET) {
            diagnostics
                    .at(Code.RB0234, call.name().span())
                    .says(
                            "nothing can be asked of a secret",
                            "What it answers would be a part of the secret.",
                            "`given?` tells whether it has a value.");
            return;
        }
        if (type == DURATION && UNITS.containsKey(unit(name))) {
            diagnostics
                    .at(Code.RB0224, call.name().span())
                    .says("this is a duration already", "", "Remove `." + name + "`.");
            return;
        }
        List<String> known = List.copyOf(catalogue.membersOf(type).keySet());
        diagnostics
                .at(Code.RB0224, call.name().span())
                .says(
                        Types.a(type) + " has no `" + name + "`",
                        "",
                        known.isEmpty()
                                ? "Nothing can be asked of it."
                                : diagnostics.didYouMean(name, known, "It has:"));
    }
}
