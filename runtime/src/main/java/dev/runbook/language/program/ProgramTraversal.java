package dev.runbook.language.program;

import dev.runbook.language.signature.Signature;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds every action and lookup that a checked runbook names, failure branches included, in the order of the text. */
public final class ProgramTraversal {
    private ProgramTraversal() {}

    /** One place that names an action or a lookup, with the options that are given there. */
    public record SignatureUse(Signature signature, Set<String> options) {
        public SignatureUse {
            options = Set.copyOf(options);
        }
    }

    public static Stream<SignatureUse> of(CheckedRunbook runbook) {
        return runbook.body().stream().flatMap(ProgramTraversal::of);
    }

    /** Every task, with those that stand in it. */
    public static Stream<Task> tasks(CheckedRunbook runbook) {
        return tasks(runbook.body());
    }

    /** These tasks, with those that stand in them. */
    public static Stream<Task> tasks(List<Task> tasks) {
        return tasks.stream().flatMap(ProgramTraversal::tasks);
    }

    /** What a step does itself, its clauses included and the steps inside it not. */
    public static Stream<Task> ownTasks(Task.Step step) {
        return inner(step).stream().flatMap(List::stream).flatMap(ProgramTraversal::withoutSteps);
    }

    private static Stream<Task> withoutSteps(Task task) {
        return task instanceof Task.Step
                ? Stream.of()
                : Stream.concat(
                        Stream.of(task),
                        inner(task).stream().flatMap(List::stream).flatMap(ProgramTraversal::withoutSteps));
    }

    private static Stream<Task> tasks(Task task) {
        return Stream.concat(
                Stream.of(task), inner(task).stream().flatMap(List::stream).flatMap(ProgramTraversal::tasks));
    }

    private static Stream<SignatureUse> of(Task task) {
        Stream<SignatureUse> own = task instanceof Task.Act act
                ? Stream.of(new SignatureUse(act.signature(), act.options().keySet()))
                : Stream.of();
        return Stream.of(
                        own,
                        expressions(task).flatMap(ProgramTraversal::of),
                        inner(task).stream().flatMap(List::stream).flatMap(ProgramTraversal::of))
                .flatMap(s -> s);
    }

    private static Stream<SignatureUse> of(Expr expr) {
        Stream<SignatureUse> own = expr instanceof Expr.Invoke invoke
                ? Stream.of(
                        new SignatureUse(invoke.signature(), invoke.options().keySet()))
                : Stream.of();
        return Stream.concat(own, expr.inner().flatMap(ProgramTraversal::of));
    }

    /** The expressions that stand in a task itself. */
    public static Stream<Expr> expressions(Task task) {
        return switch (task) {
            case Task.Step step -> Stream.concat(Stream.of(step.title()), options(step.options()));
            case Task.Bind bind -> Stream.of(bind.value());
            case Task.InNamespace in -> Stream.of(in.namespace());
            case Task.Act act -> Stream.concat(act.positional().stream(), act.options().values().stream());
            case Task.Procedure procedure -> procedure.arguments().stream().map(Task.Bind::value);
            case Task.Choice choice -> choice.arms().stream().map(Task.Arm::condition);
            case Task.Loop loop -> Stream.of(loop.list());
            case Task.WaitUntil wait ->
                Stream.concat(
                        Stream.of(wait.upTo(), wait.condition()),
                        there(List.of(wait.every(), wait.stableFor(), wait.failIf())));
            case Task.Pause pause -> Stream.of(pause.length());
            case Task.Assert check -> Stream.concat(Stream.of(check.condition()), there(List.of(check.message())));
            case Task.Confirm confirm -> Stream.concat(Stream.of(confirm.question()), there(List.of(confirm.show())));
            case Task.Manual manual -> Stream.of(manual.instruction());
            case Task.Note note -> Stream.of(note.text());
            case Task.Retry retry -> there(List.of(retry.attempts()));
            case Task.Raise raise -> Stream.of(raise.failure());
            case Task.Fail fail -> Stream.of(fail.message());
            case Task.Finish finish -> there(List.of(finish.reason()));
        };
    }

    private static Stream<Expr> options(StepOptions options) {
        return there(List.of(
                options.onlyIf(),
                options.unless(),
                options.timeout(),
                options.retries(),
                options.every(),
                options.backoff(),
                options.verify(),
                options.againUnless()));
    }

    /** The bodies of a task. */
    private static List<List<Task>> inner(Task task) {
        return switch (task) {
            case Task.Step step ->
                Stream.of(Stream.of(step.body()), step.rescues().stream().map(Rescue::body), Stream.of(step.ensure()))
                        .flatMap(s -> s)
                        .toList();
            case Task.Procedure procedure -> List.of(procedure.body());
            case Task.Choice choice ->
                Stream.concat(choice.arms().stream().map(Task.Arm::body), Stream.of(choice.otherwise()))
                        .toList();
            case Task.Loop loop -> List.of(loop.body());
            case Task.Bind _,
                    Task.InNamespace _,
                    Task.Act _,
                    Task.WaitUntil _,
                    Task.Pause _,
                    Task.Assert _,
                    Task.Confirm _,
                    Task.Manual _,
                    Task.Note _,
                    Task.Retry _,
                    Task.Raise _,
                    Task.Fail _,
                    Task.Finish _ -> List.of();
        };
    }

    private static Stream<Expr> there(List<Optional<Expr>> expressions) {
        return expressions.stream().flatMap(Optional::stream);
    }
}
