package dev.runbook.run.engine;

import dev.runbook.language.eval.ComparedValues;
import dev.runbook.language.eval.Evaluator;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.eval.ValueText;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Task;
import dev.runbook.language.program.TaskKey;
import dev.runbook.language.value.Value;
import dev.runbook.port.People;
import dev.runbook.port.Processes;
import dev.runbook.port.RunFolder;
import dev.runbook.port.Workspace;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Journal;
import dev.runbook.run.journal.TaskFacts;
import dev.runbook.run.journal.TaskFacts.ShownFile;
import dev.runbook.run.plan.PlanNode;
import dev.runbook.run.report.KeysOnly;
import dev.runbook.run.resume.TaskReplay;
import dev.runbook.text.FileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Runs the tasks that have no tasks of their own. */
final class LeafTasks {
    private final RunEnvironment environment;
    private final Interrupts interrupts;
    private final Evaluator evaluator;
    private final ActionRunner acts;
    private final Confirmations agreements;
    private final Waits waits;
    private final Bindings names;

    LeafTasks(RunEnvironment environment, Interrupts interrupts, Evaluator evaluator, List<Processes.Running> left) {
        this.environment = environment;
        this.interrupts = interrupts;
        this.evaluator = evaluator;
        this.acts = new ActionRunner(
                environment, interrupts, new InDoubtActions(environment, interrupts, evaluator, left), evaluator);
        this.agreements = new Confirmations(environment, evaluator);
        this.names = new Bindings(evaluator);
        this.waits = new Waits(environment, interrupts, evaluator);
    }

    Completion run(PlanNode.Single node, Scope scope, StepContext context) throws InterruptedException {
        return switch (node.task()) {
            case Task.Act act -> acts.run(node.key(), act, scope, context);
            case Task.WaitUntil wait -> waits.until(node.key(), wait, scope, context);
            case Task.Pause pause -> pause(node.key(), pause, scope, context);
            case Task.Bind bind -> bind(node.key(), bind, scope, context);
            case Task.InNamespace in -> {
                scope.enterNamespace(names.namespace(node.key(), in.namespace(), scope, context));
                yield Completion.ONWARD;
            }
            case Task.Assert check -> check(node.key(), check, scope, context);
            case Task.Confirm confirm ->
                ask(node.key(), People.QuestionForm.CONFIRM, confirm.question(), confirm.show(), scope, context);
            case Task.Manual manual ->
                ask(node.key(), People.QuestionForm.MANUAL, manual.instruction(), Optional.empty(), scope, context);
            case Task.Note note -> {
                if (!context.replay().noted(node.key())) {
                    context.task(node.key()).noted(text(note.text(), scope));
                }
                yield Completion.ONWARD;
            }
            case Task.Retry retry -> new Completion.NextAttempt(evaluator.whole(retry.attempts(), scope, 1));
            case Task.Raise raise -> Completion.WithFailure.of(raised(raise, scope), context.step());
            case Task.Fail fail -> fail(node.key(), fail, scope, context);
            case Task.Finish finish ->
                new Completion.Finished(
                        finish.reason().isPresent() ? text(finish.reason().get(), scope) : "");
            case Task.Step _, Task.Choice _, Task.Loop _, Task.Procedure _ ->
                throw new IllegalArgumentException(node.task().where().place() + " has tasks of its own");
        };
    }

    private String text(Expr expr, Scope scope) throws InterruptedException {
        return evaluator.shown(expr, scope);
    }

    private Completion bind(TaskKey key, Task.Bind bind, Scope scope, StepContext context) throws InterruptedException {
        names.bind(key, bind, scope, context);
        return Completion.ONWARD;
    }

    private Completion fail(TaskKey key, Task.Fail fail, Scope scope, StepContext context) throws InterruptedException {
        String message = text(fail.message(), scope);
        context.task(key).intended(new Activity.ExplicitFailure());
        return broken(context, key, Failure.of(FailureClass.AssertionFailed, message), Duration.ZERO);
    }

    private static Failure raised(Task.Raise raise, Scope scope) {
        return raise.failure() instanceof Expr.Local local
                ? scope.failure(local.name()).orElseThrow()
                : Failure.of(
                        FailureClass.AssertionFailed, raise.failure().where().text());
    }

    private Completion pause(TaskKey key, Task.Pause pause, Scope scope, StepContext context)
            throws InterruptedException {
        if (!(evaluator.evaluate(pause.length(), scope) instanceof Value.Duration(Duration length))) {
            throw new IllegalStateException(pause.length().where().text() + " is not a duration");
        }
        context.task(key).intended(new Activity.Pausing(ValueText.of(length)));
        interrupts.leaving(() -> {
            environment.clock().sleep(length);
            return Completion.ONWARD;
        });
        context.task(key).done("", length);
        return Completion.ONWARD;
    }

    private Completion check(TaskKey key, Task.Assert check, Scope scope, StepContext context)
            throws InterruptedException {
        String condition = check.condition().where().text();
        Duration start = environment.clock().elapsed();
        context.task(key).intended(new Activity.Asserting(condition));
        ComparedValues sides = new ComparedValues();
        boolean holds =
                evaluator.watchedBy(sides).bool(check.condition(), scope).equals(Value.TRUE);
        Duration took = environment.clock().elapsed().minus(start);
        if (holds) {
            context.task(key).done(sides.text(), took);
            return Completion.ONWARD;
        }
        String said = check.message().isPresent() ? text(check.message().get(), scope) : condition + " does not hold";
        String seen = sides.text().isEmpty() ? condition + " is false" : sides.text();
        // Both sides are what was seen, and no advice: what to do stands in the message of the runbook.
        Failure failure = new Failure(
                FailureClass.AssertionFailed,
                Set.of(FailureClass.AssertionFailed),
                said,
                said + "\n" + seen + " (" + check.where().place() + ")",
                List.of(),
                OptionalInt.empty(),
                Optional.empty(),
                List.of());
        return broken(context, key, failure, took);
    }

    private static Completion broken(StepContext context, TaskKey key, Failure failure, Duration took) {
        context.task(key).failed(failure, took);
        return Completion.WithFailure.of(failure, context.step());
    }

    private Completion ask(
            TaskKey key, People.QuestionForm form, Expr question, Optional<Expr> show, Scope scope, StepContext context)
            throws InterruptedException {
        Optional<TaskReplay.Confirmed> before = context.replay().agreed(key);
        Optional<String> outdated =
                before.isPresent() ? agreements.outdated(before.get(), scope, context) : Optional.empty();
        if (before.isPresent() && outdated.isEmpty()) {
            return Completion.ONWARD;
        }
        OptionalInt instead =
                before.isPresent() ? OptionalInt.of(context.replay().taken(key)) : OptionalInt.empty();
        Duration start = environment.clock().elapsed();
        Map<String, Value> meant = agreements.meant(scope, context);
        String costs = agreements.costs(scope, context);
        String text = environment
                .masking()
                .text(outdated.map(why -> why + " ").orElse("") + costing(text(question, scope), costs));
        Optional<Shown> shown = show.isPresent() ? Optional.of(shown(text(show.get(), scope))) : Optional.empty();
        TaskFacts facts = context.task(key);
        shown.ifPresentOrElse(
                file -> facts.asked(form, text, file.told(), context.destructive()),
                () -> facts.asked(form, text, context.destructive()));
        People.Answer answer = interrupts.leaving(() -> environment
                .people()
                .ask(new People.Question(
                        form, context.title(), context.depth(), text, shown.map(Shown::text), context.destructive())));
        Duration took = environment.clock().elapsed().minus(start);
        return switch (answer) {
            case People.Answer.Yes(String by) -> {
                facts.agreed(by, meant, instead);
                yield Completion.ONWARD;
            }
            case People.Answer.No(String by) -> {
                facts.answered(false, by);
                String said = by + (form == People.QuestionForm.CONFIRM ? " answered no" : " did not do it");
                String advice = "Run it again when the answer is yes.";
                // The question stands above it, in the transcript as in the report.
                yield broken(
                        context,
                        key,
                        Failure.of(FailureClass.Declined, said + ": " + text, advice)
                                .saying(said),
                        took);
            }
            case People.Answer.Nobody(String how) ->
                broken(
                        context,
                        key,
                        Failure.unanswered("nobody answered: " + text, how).saying("nobody answered"),
                        took);
        };
    }

    /** The question with what a yes disturbs, which stands before the reasons that the text goes on with. */
    private static String costing(String text, String costs) {
        if (costs.isEmpty()) {
            return text;
        }
        String told = " This costs: " + costs + ".";
        int asked = text.indexOf("? ") + 1;
        return asked > 0 ? text.substring(0, asked) + told + text.substring(asked) : sentence(text) + told;
    }

    /** The text with a stop at its end. */
    private static String sentence(String text) {
        return text.endsWith("?") || text.endsWith(".") || text.endsWith("!") ? text : text + ".";
    }

    /**
     * A text to read before answering.
     *
     * @param told what the journal has of it
     */
    private record Shown(String text, ShownFile told) {}

    private Shown shown(String path) {
        String text;
        try {
            text = environment
                    .masking()
                    .text(new String(environment.world().client(Workspace.class).read(path), StandardCharsets.UTF_8));
        } catch (IOException e) {
            String why = environment.masking().text(FileName.of(path) + " cannot be read: " + e.getMessage());
            return new Shown(why, new ShownFile(why, Optional.empty()));
        }
        try {
            RunFolder.KeptCopy kept = environment.folder().keep(path, text);
            return new Shown(
                    text,
                    new ShownFile(
                            KeysOnly.of(text),
                            Optional.of(new Entry.KeptFile(path, kept.copy(), kept.sha256(), kept.bytes()))));
        } catch (IOException e) {
            throw new Journal.JournalLost(
                    "the run cannot keep a copy of " + FileName.of(path) + ": " + e.getMessage(), e);
        }
    }
}
