package dev.runbook.language.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Task;
import dev.runbook.language.program.Where;
import dev.runbook.language.signature.Catalogue;
import dev.runbook.language.signature.Signature;
import dev.runbook.source.Span;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks statements that are a verb with arguments: the language's own and the catalogue's actions. */
final class StatementCalls {
    private final CheckContext context;
    private final Catalogue catalogue;
    private final CheckDiagnostics diagnostics;
    private final Expressions expressions;
    private final ShellHabits habits;

    StatementCalls(CheckContext context, Expressions expressions) {
        this.context = context;
        this.catalogue = context.catalogue();
        this.diagnostics = context.diagnostics();
        this.expressions = expressions;
        this.habits = new ShellHabits(context.diagnostics());
    }

    Task task(Statement.Verb verb, NameScope scope, StatementContext site) {
        Where where = context.places().where(verb.span());
        String word = Statements.word(verb.kind());
        Signature form = catalogue.form(word).orElseThrow();
        Span callee = verb.span().source().span(verb.span().start(), verb.span().start() + word.length());
        ArgumentCheck.BoundArguments bound =
                expressions.calls().arguments().bind(form, word, callee, verb.arguments(), scope);
        verb.arguments().positional().forEach(text -> habits.told(text, scope));
        Expr first = bound.positional().isEmpty()
                ? Types.wrong(where)
                : bound.positional().getFirst();
        return switch (verb.kind()) {
            case ASSERT ->
                new Task.Assert(
                        where,
                        site.key(),
                        first,
                        bound.positional().stream().skip(1).findFirst());
            case CONFIRM -> new Task.Confirm(where, site.key(), first, bound.option("show"));
            case MANUAL -> new Task.Manual(where, site.key(), first);
            case NOTE -> new Task.Note(where, site.key(), first);
            case FAIL -> new Task.Fail(where, site.key(), first);
            case FINISH -> {
                if (site.clause() == StatementContext.ClauseKind.ENSURE) {
                    diagnostics
                            .at(Code.RB0211, verb.span())
                            .says(
                                    "`finish` is not allowed in an ensure clause",
                                    "The clause runs after a failure too, and must not hide it.",
                                    "Move it to the body or to a rescue clause.");
                }
                yield new Task.Finish(
                        where, site.key(), bound.positional().stream().findFirst());
            }
        };
    }

    Optional<Task> action(Statement.Action action, NameScope scope, StatementContext site) {
        Expression.Call call = action.call();
        Where where = context.places().where(action.span());
        Optional<String> name = expressions.calls().standingName(call, scope);
        Optional<Signature> signature = name.flatMap(catalogue::standing);
        if (signature.isPresent() && signature.get().role() == Signature.Role.ACTION) {
            ArgumentCheck.BoundArguments bound = expressions
                    .calls()
                    .arguments()
                    .bind(signature.get(), signature.get().name(), Calls.callee(call), call.arguments(), scope);
            if (signature.get().startsProgram()) {
                habits.command(call.arguments(), scope);
            }
            return Optional.of(new Task.Act(where, site.key(), signature.get(), bound.positional(), bound.options()));
        }
        if (signature.isEmpty() && !name.equals(Optional.of("given?"))) {
            Optional<String> unknown = name.or(() -> foreign(call, scope));
            if (unknown.isPresent()) {
                unknown(unknown.get(), call, scope);
                return Optional.empty();
            }
        }
        Expr value = expressions.check(call, scope);
        if (!Types.isWrong(value)) {
            diagnostics
                    .at(Code.RB0243, action.span())
                    .says(
                            "this reads, but its value is not used",
                            "A lookup changes nothing, so a line that only looks does nothing.",
                            "Bind it to a name, assert it, or wait until it holds.");
        }
        return Optional.empty();
    }

    /** The full name of a call on something that is no value, such as {@code postgres.dump}. */
    private Optional<String> foreign(Expression.Call call, NameScope scope) {
        return call.receiver()
                .filter(r -> r instanceof Expression.Reference reference
                        && scope.find(reference.name()) == null
                        && !diagnostics.unchecked().of(reference.name())
                        && context.bindings().places(reference.name()).isEmpty()
                        && catalogue
                                .standing(reference.name())
                                .filter(s -> s.role() != Signature.Role.ACTION)
                                .isEmpty())
                .map(r -> ((Expression.Reference) r).name() + "." + call.name());
    }

    private void unknown(String name, Expression.Call call, NameScope scope) {
        CheckDiagnostics.DiagnosticBuilder finding = diagnostics.at(Code.RB0223, Calls.callee(call));
        if (context.procedures().containsKey(name)) {
            expressions.calls().asMeant(Optional.empty(), call, scope);
            finding.says(
                    "there is no action `" + name + "`",
                    "There is a procedure of that name.",
                    "Write: perform :" + name);
            return;
        }
        List<String> known = new ArrayList<>(Stream.concat(catalogue.actions().stream(), catalogue.forms().stream())
                .map(Signature::name)
                .toList());
        catalogue.lookups().stream().map(Signature::name).forEach(known::add);
        known.addAll(Misspelled.words());
        finding.says(
                "there is no action `" + name + "`", "", expressions.calls().suggestion(name, known));
        Optional<Signature> meant = diagnostics
                .nearest(name, known)
                .flatMap(near -> catalogue.standing(near).or(() -> catalogue.form(near)));
        expressions.calls().asMeant(meant, call, scope);
    }
}
