package dev.runbook.language.check;

import static dev.runbook.language.signature.Type.Basic.ANY;
import static dev.runbook.language.signature.Type.Basic.DURATION;
import static dev.runbook.language.signature.Type.Basic.FAILURE;
import static dev.runbook.language.signature.Type.Basic.RESOURCES;
import static dev.runbook.language.signature.Type.Basic.TEXT;

import dev.runbook.diagnostic.Code;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Task;
import dev.runbook.language.program.Where;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.signature.Type;
import dev.runbook.language.value.Value;
import dev.runbook.source.Span;
import dev.runbook.syntax.Arguments;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Checks statements and makes the tasks of the program. */
public final class Statements {
    private final CheckContext context;
    private final CheckDiagnostics diagnostics;
    private final Expressions expressions;
    private final Declarations declaring;
    private final StepCheck steps;
    private final Procedures procedures;
    private final StatementCalls verbs;

    Statements(CheckContext context, Expressions expressions, NameScope inputs) {
        this.context = context;
        this.diagnostics = context.diagnostics();
        this.expressions = expressions;
        this.declaring = new Declarations(context);
        this.steps = new StepCheck(context, expressions, declaring, this);
        this.procedures = new Procedures(context, expressions, declaring, this, inputs);
        this.verbs = new StatementCalls(context, expressions);
    }

    Procedures procedures() {
        return procedures;
    }

    /** The statements of a block, in a scope of their own. */
    List<Task> block(List<Statement> statements, NameScope around, StatementContext site) {
        return inSameScope(statements, around.inner(), site);
    }

    List<Task> inSameScope(List<Statement> statements, NameScope scope, StatementContext site) {
        boolean gaps = statements.stream().anyMatch(Statement.Unreadable.class::isInstance);
        if (!gaps) {
            Reachability.warn(statements, diagnostics);
        }
        StatementContext here = gaps ? site.inDoubt() : site;
        List<Task> tasks = new ArrayList<>(statements.size());
        for (Statement statement : statements) {
            task(statement, scope, here.at(here.key().task(tasks.size() + 1))).ifPresent(tasks::add);
        }
        return List.copyOf(tasks);
    }

    private Optional<Task> task(Statement statement, NameScope scope, StatementContext site) {
        return switch (statement) {
            case Statement.Step step -> Optional.of(steps.step(step, scope, site));
            case Statement.Binding binding -> Optional.of(binding(binding, scope, site));
            case Statement.InNamespace namespace ->
                Optional.of(new Task.InNamespace(where(namespace), site.key(), namespace(namespace, scope)));
            case Statement.Perform perform -> procedures.perform(perform, scope, site);
            case Statement.Conditional conditional -> Optional.of(conditional(conditional, scope, site));
            case Statement.Modified modified -> modified(modified, scope, site);
            case Statement.For loop -> Optional.of(loop(loop, scope, site));
            case Statement.WaitUntil wait -> Optional.of(waitUntil(wait, scope, site));
            case Statement.Pause pause -> Optional.of(pause(pause, scope, site));
            case Statement.Retry retry -> Optional.of(retry(retry, scope, site));
            case Statement.Raise raise -> Optional.of(raise(raise, scope, site));
            case Statement.Verb verb -> Optional.of(verbs.task(verb, scope, site));
            case Statement.Action action -> verbs.action(action, scope, site);
            case Statement.Unreadable gap -> {
                gap.block()
                        .ifPresent(block ->
                                steps.body(block, scope, site.inside(gap.span().place())));
                yield Optional.empty();
            }
            case Statement.Title s -> misplaced(s, "`runbook`", "It is the first statement of a file.");
            case Statement.Extends s -> misplaced(s, "`extends`", "It belongs at the top level of a file.");
            case Statement.Include s -> misplaced(s, "`include`", "It belongs at the top level of a file.");
            case Statement.Set s -> misplaced(s, "`set`", "It belongs at the top level of an overlay.");
            case Statement.Param s -> misplaced(s, "`param`", "Inputs are declared at the top level of a file.");
            case Statement.Secret s -> misplaced(s, "`secret`", "Inputs are declared at the top level of a file.");
            case Statement.Procedure s ->
                misplaced(s, "`procedure`", "Procedures are declared at the top level of a file.");
            case Statement.Edit s ->
                misplaced(s, "`" + OverlayEdits.verb(s) + "`", "It belongs at the top level of an overlay.");
            case Statement.Remove s -> misplaced(s, "`remove`", "It belongs at the top level of an overlay.");
        };
    }

    private Expr namespace(Statement.InNamespace statement, NameScope scope) {
        Expr namespace = expressions.expect(statement.namespace(), scope, TEXT, "the namespace");
        if (namespace instanceof Expr.Constant constant && constant.value() instanceof Value.Text(String text)) {
            new ValueCheck(diagnostics, context.catalogue().rules())
                    .refused(
                            () -> context.catalogue().rules().namespace(text),
                            ValueCheck.ValueLocation.of(statement.namespace().span(), "the namespace"));
        }
        return namespace;
    }

    private Where where(Statement statement) {
        return context.places().where(FirstLine.of(statement));
    }

    private Optional<Task> misplaced(Statement statement, String what, String why) {
        diagnostics
                .at(Code.RB0211, FirstLine.of(statement))
                .says(what + " is not allowed here", why, "Move it to the top level, outside every block.");
        return Optional.empty();
    }

    private Task binding(Statement.Binding binding, NameScope scope, StatementContext site) {
        Where where = where(binding);
        Expr value = expressions.open(binding.value(), scope, "another name would keep it");
        context.usage().declare(binding.name().span(), "name `" + binding.name() + "`");
        String name = declaring.bind(binding.name(), value.type(), NameScope.SymbolKind.BINDING, scope, site, Set.of());
        return new Task.Bind(where, site.key(), name, value);
    }

    private Task conditional(Statement.Conditional conditional, NameScope scope, StatementContext site) {
        Where where = where(conditional);
        List<Task.Arm> arms = new ArrayList<>();
        for (Statement.Branch branch : conditional.branches()) {
            boolean negated = conditional.unless() && arms.isEmpty();
            Expr condition = expressions.condition(branch.condition(), scope, "a condition");
            Expr decides = negated ? not(condition) : condition;
            arms.add(new Task.Arm(
                    decides, block(branch.body(), scope, site.at(site.key().arm(arms.size() + 1)))));
        }
        List<Task> otherwise = conditional
                .otherwise()
                .map(body -> block(body, scope, site.at(site.key().otherwise())))
                .orElse(List.of());
        return new Task.Choice(where, site.key(), List.copyOf(arms), otherwise);
    }

    private Optional<Task> modified(Statement.Modified modified, NameScope scope, StatementContext site) {
        Statement inner = modified.statement();
        boolean binds = inner instanceof Statement.Binding || inner instanceof Statement.InNamespace;
        if (binds) {
            diagnostics
                    .at(Code.RB0211, FirstLine.of(modified))
                    .says(
                            "what holds for all that follows cannot depend on a condition",
                            "What follows would not know whether it holds.",
                            "Put it, and what needs it, inside if … end.");
        }
        Where where = where(modified);
        Optional<Task> task = task(inner, scope, site.at(site.key().arm(1).task(1)));
        Expr condition = expressions.condition(modified.condition(), scope, "a condition");
        Expr decides = modified.unless() ? not(condition) : condition;
        return task.map(t -> new Task.Choice(where, site.key(), List.of(new Task.Arm(decides, List.of(t))), List.of()));
    }

    /** The opposite of what stands behind an unless, with words of its own: plans and journals say what decided. */
    private static Expr not(Expr condition) {
        Where where = condition.where();
        String text = where.text().contains(" ") ? "!(" + where.text() + ")" : "!" + where.text();
        return new Expr.Not(new Where(where.file(), where.line(), where.column(), where.length(), text), condition);
    }

    private Task loop(Statement.For loop, NameScope scope, StatementContext site) {
        Where where = where(loop);
        Expr list = expressions.items(loop.list(), scope, "what `for` goes through");
        Type item = list.type() == RESOURCES ? RESOURCES : list.type() instanceof Type.ListOf of ? of.item() : ANY;
        NameScope inner = scope.inner();
        String name = declaring.bind(loop.name(), item, NameScope.SymbolKind.LOOP, inner, site, Set.of());
        return new Task.Loop(where, site.key(), name, list, inSameScope(loop.body(), inner, site));
    }

    private Task waitUntil(Statement.WaitUntil wait, NameScope scope, StatementContext site) {
        Where where = context.places().where(wait.span());
        Signature form = context.catalogue().form("wait").orElseThrow();
        Span word = wait.span().source().span(wait.span().start(), wait.span().start() + "wait".length());
        Expr condition = expressions.condition(wait.condition(), scope, "what `until` waits for");
        ArgumentCheck.BoundArguments bound = expressions
                .calls()
                .arguments()
                .bind(form, "wait", word, new Arguments(List.of(), wait.options()), scope);
        if (condition.parts().stream().noneMatch(Types::isWrong)
                && !condition.looks()
                && bound.option("fail_if").isEmpty()) {
            diagnostics
                    .at(Code.RB0273, wait.condition().span())
                    .label("nothing here looks at the world")
                    .says(
                            "waiting cannot change this condition",
                            "It only compares what is known when the wait begins.",
                            "Ask a lookup in it, such as release_resources(release).ready?.");
        }
        return new Task.WaitUntil(
                where,
                site.key(),
                bound.option("up_to").orElseGet(() -> Types.wrong(where)),
                bound.option("every"),
                bound.option("stable_for"),
                bound.option("fail_if"),
                condition);
    }

    private Task pause(Statement.Pause pause, NameScope scope, StatementContext site) {
        Where where = where(pause);
        Expr length = expressions.check(pause.duration(), scope);
        if (length.type() == Type.Basic.BOOL) {
            diagnostics
                    .at(Code.RB0247, pause.span())
                    .says(
                            "a wait for a condition says how long it may take",
                            "Every wait ends.",
                            "Write: wait up_to: 5.minutes until "
                                    + SourcePlaces.cut(pause.duration().span().text()));
            return new Task.Pause(where, site.key(), Types.wrong(where));
        }
        Expr fitted = expressions.fitting().fit(length, pause.duration().span(), DURATION, "a pause", false);
        if (fitted instanceof Expr.Constant c && c.value() instanceof Value.Duration(var d) && d.isNegative()) {
            diagnostics
                    .at(Code.RB0239, pause.duration().span())
                    .says("a pause cannot be negative", "", "Write a length of time such as 30.seconds.");
        }
        return new Task.Pause(where, site.key(), fitted);
    }

    private Task retry(Statement.Retry retry, NameScope scope, StatementContext site) {
        Where where = where(retry);
        if (site.clause() != StatementContext.ClauseKind.RESCUE
                && site.clause() != StatementContext.ClauseKind.IN_DOUBT) {
            diagnostics
                    .at(Code.RB0211, retry.span())
                    .says(
                            "`retry` belongs directly in a rescue clause",
                            "It runs the body of the clause's own step again; a step inside the clause has its own.",
                            "Move it there, or give the step `retries:`.");
        }
        Signature form = context.catalogue().form("retry").orElseThrow();
        ArgumentCheck.BoundArguments bound = expressions
                .calls()
                .arguments()
                .bind(form, "retry", retry.span(), new Arguments(List.of(), retry.options()), scope);
        return new Task.Retry(where, site.key(), bound.option("attempts"));
    }

    private Task raise(Statement.Raise raise, NameScope scope, StatementContext site) {
        Where where = where(raise);
        Expr failure = expressions.open(raise.failure(), scope, "a failure would show it");
        if (!Types.isWrong(failure) && failure.type() != FAILURE) {
            diagnostics
                    .at(Code.RB0235, raise.failure().span())
                    .label("this is " + Types.a(failure.type()))
                    .says(
                            "`raise` needs a failure, and this is " + Types.a(failure.type()),
                            "It gives up with the failure that a rescue clause has caught: rescue … => failure.",
                            "To give up with words of your own, write: fail \"…\"");
        }
        return new Task.Raise(where, site.key(), failure);
    }

    static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
