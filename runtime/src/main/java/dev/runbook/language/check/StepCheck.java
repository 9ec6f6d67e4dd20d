package dev.runbook.language.check;

import static dev.runbook.language.signature.Type.Basic.FAILURE;

import com.google.re2j.Pattern;
import dev.runbook.diagnostic.Code;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Rescue;
import dev.runbook.language.program.StepOptions;
import dev.runbook.language.program.Task;
import dev.runbook.language.program.Where;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.Value;
import dev.runbook.source.Span;
import dev.runbook.syntax.Arguments;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks steps: their address, options, body and clauses. */
final class StepCheck {
    private final CheckContext context;
    private final CheckDiagnostics diagnostics;
    private final Expressions expressions;
    private final Declarations declaring;
    private final Statements statements;

    StepCheck(CheckContext context, Expressions expressions, Declarations declaring, Statements statements) {
        this.context = context;
        this.diagnostics = context.diagnostics();
        this.expressions = expressions;
        this.declaring = declaring;
        this.statements = statements;
    }

    Task.Step step(Statement.Step step, NameScope scope, StatementContext site) {
        Where where = context.places().head(step.span());
        String name = StepOutline.name(step);
        site.siblings().claim(name, step.title().span()).ifPresent(first -> twice(step, name, first));
        Signature form = context.catalogue().form("step").orElseThrow();
        Span word = step.span().source().span(step.span().start(), step.span().start() + "step".length());
        ArgumentCheck.BoundArguments bound = expressions
                .calls()
                .arguments()
                .bind(form, "step", word, new Arguments(List.of(step.title()), step.options()), scope);
        Expr title = bound.positional().isEmpty()
                ? Types.wrong(where)
                : bound.positional().getFirst();
        title(step, title, scope);
        new ShellHabits(diagnostics).told(step.title(), scope);
        if (name.isBlank()) {
            diagnostics
                    .at(Code.RB0237, step.title().span())
                    .says(
                            "the title of a step cannot be empty",
                            "Plans, journals, `--answer` and overlays find a step by its title.",
                            "Say in a few words what the step does.");
        }
        StatementContext inside = site.inside(name);
        Body body = body(step.block(), scope, inside);
        return new Task.Step(
                where,
                site.key(),
                inside.address(),
                title,
                options(step, bound),
                body.tasks,
                body.rescues,
                body.ensure);
    }

    /** What stands between `do` and `end` of a step. */
    record Body(List<Task> tasks, List<Rescue> rescues, List<Task> ensure) {}

    Body body(Block block, NameScope scope, StatementContext inside) {
        List<Task> tasks = statements.block(block.body(), scope, inside);
        List<Rescue> rescues = rescues(block.rescues(), scope, inside);
        List<Task> ensure = block.ensure()
                .map(clause -> statements.block(clause.body(), scope, inside.ensure()))
                .orElse(List.of());
        return new Body(tasks, rescues, ensure);
    }

    private void twice(Statement.Step step, String name, Span first) {
        diagnostics
                .at(Code.RB0210, step.title().span())
                .label("and again here")
                .and(first, "it is taken here")
                .says(
                        "two steps beside each other are called `" + name + "`",
                        "Plans, journals, `--answer` and overlays find a step by its title.",
                        "Give one of them another title, or an `id:`.");
    }

    /** A title is known before the run: at most inputs, loops and parameters of procedures fill it. */
    private void title(Statement.Step step, Expr title, NameScope scope) {
        boolean known = Dependencies.needsOnly(
                title,
                scope,
                kind -> kind == NameScope.SymbolKind.PARAM
                        || kind == NameScope.SymbolKind.LOOP
                        || kind == NameScope.SymbolKind.ARGUMENT);
        if (!known) {
            diagnostics
                    .at(Code.RB0246, step.title().span())
                    .says(
                            "the title of a step must be known before the run",
                            "It may be filled with params, the name of a loop and a procedure's parameters, but not with"
                                    + " what is only found out on the way.",
                            "Use a plain title, and put the rest into a note inside the step.");
        }
    }

    private StepOptions options(Statement.Step step, ArgumentCheck.BoundArguments bound) {
        for (Arguments.Option option : step.options()) {
            String name = option.name().text();
            if (name.equals("id") && StepOutline.id(step).isEmpty()) {
                ConstantText.require(option.value(), "an `id:`", diagnostics);
            }
            boolean pause = name.equals("every") || name.equals("backoff");
            if (pause && bound.option("retries").isEmpty()) {
                diagnostics
                        .at(Code.RB0274, option.span())
                        .says(
                                "`" + name + ":` does nothing without `retries:`",
                                "It is about the time between attempts, and there is one attempt.",
                                "Add `retries:`, or remove it.");
            }
        }
        return new StepOptions(
                bound.option("if"),
                bound.option("unless"),
                bound.option("timeout"),
                bound.option("retries"),
                bound.option("every"),
                bound.option("backoff"),
                destructive(step, bound),
                bound.option("verify"),
                bound.option("again_unless"));
    }

    private boolean destructive(Statement.Step step, ArgumentCheck.BoundArguments bound) {
        Optional<Expr> value = bound.option("destructive");
        if (value.isEmpty() || Types.isWrong(value.get())) {
            return false;
        }
        if (value.get() instanceof Expr.Constant c && c.value() instanceof Value.Bool(boolean holds)) {
            return holds;
        }
        step.options().stream()
                .filter(o -> o.name().text().equals("destructive"))
                .forEach(o -> diagnostics
                        .at(Code.RB0246, o.value().span())
                        .says(
                                "`destructive:` is true or false as written",
                                "A plan marks destructive steps before anything is known.",
                                "Write true."));
        return false;
    }

    private List<Rescue> rescues(List<Block.Rescue> clauses, NameScope scope, StatementContext inside) {
        List<Rescue> rescues = new ArrayList<>();
        Map<String, Span> caught = new HashMap<>();
        Optional<Span> everything = Optional.empty();
        for (Block.Rescue clause : clauses) {
            Span head = FirstLine.of(clause.span());
            everything.ifPresent(all -> diagnostics
                    .at(Code.RB0270, head)
                    .label("never reached")
                    .and(all, "this clause answers to every failure")
                    .says(
                            "no failure ever gets to this clause",
                            "The first clause that matches wins, and one without patterns matches everything.",
                            "Move the clause without patterns to the end."));
            rescues.add(rescue(clause, head, caught, scope, inside.rescue(rescues.size() + 1)));
            if (clause.patterns().isEmpty() && everything.isEmpty()) {
                everything = Optional.of(head);
            }
        }
        return List.copyOf(rescues);
    }

    private Rescue rescue(
            Block.Rescue clause, Span head, Map<String, Span> caught, NameScope scope, StatementContext site) {
        List<Rescue.Trigger> triggers = new ArrayList<>();
        Set<String> groups = new HashSet<>();
        for (Expression pattern : clause.patterns()) {
            Span first = caught.putIfAbsent(pattern.span().text(), pattern.span());
            if (first != null) {
                diagnostics
                        .at(Code.RB0270, pattern.span())
                        .label("never reached")
                        .and(first, "caught here already")
                        .says(
                                "`" + SourcePlaces.cut(pattern.span().text()) + "` is caught before",
                                "The first clause that matches wins.",
                                "Remove one of the two.");
            }
            trigger(pattern, groups).ifPresent(triggers::add);
        }
        NameScope own = scope.inner();
        Optional<String> name = clause.name()
                .map(n -> declaring.bind(n, FAILURE, NameScope.SymbolKind.FAILURE, own, site, Set.copyOf(groups)));
        List<Task> body = statements.inSameScope(clause.body(), own, site);
        return new Rescue(context.places().where(head), List.copyOf(triggers), name, body);
    }

    private Optional<Rescue.Trigger> trigger(Expression pattern, Set<String> groups) {
        if (pattern instanceof Expression.Regex regex) {
            Optional<Pattern> compiled = Regexes.compile(regex, diagnostics);
            compiled.ifPresent(p -> groups.addAll(p.namedGroups().keySet()));
            return compiled.map(p -> new Rescue.Trigger.Matching(p, regex.span().text()));
        }
        if (pattern instanceof Expression.Reference reference
                && Character.isUpperCase(reference.name().codePointAt(0))) {
            Optional<FailureClass> named = expressions.failureClass(reference.name(), reference.span());
            named.filter(failure -> !failure.canBeNamed())
                    .ifPresent(failure -> diagnostics
                            .at(Code.RB0270, pattern.span())
                            .label("never reached")
                            .says(
                                    "no rescue clause answers to `" + failure + "`",
                                    "What a person has stopped, or has yet to settle, ends the run.",
                                    "Put what must be done in any case into ensure."));
            return named.map(Rescue.Trigger.Named::new);
        }
        if (pattern instanceof Expression.Unreadable) {
            return Optional.empty();
        }
        diagnostics
                .at(Code.RB0228, pattern.span())
                .says(
                        "a rescue clause names failure classes and regular expressions",
                        "",
                        pattern instanceof Expression.Text || pattern instanceof Expression.RawText
                                ? "To look for this text in the error output, write it between slashes: /…/."
                                : "Write the name of a class, such as ImmutableField, or a pattern: /…/.");
        return Optional.empty();
    }
}
