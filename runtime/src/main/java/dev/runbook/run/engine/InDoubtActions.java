package dev.runbook.run.engine;

import dev.runbook.language.eval.Evaluator;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.TaskKey;
import dev.runbook.language.signature.Effect;
import dev.runbook.language.value.Value;
import dev.runbook.port.People;
import dev.runbook.port.Processes;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.StateBefore;
import dev.runbook.run.journal.Entry.Settlement;
import dev.runbook.run.journal.TaskFacts;
import dev.runbook.run.report.CommandText;
import dev.runbook.run.resume.TaskReplay;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Settles what became of actions that were cut short, before they are done again: by the end of the program that an
 * earlier process had started, by what the world shows, and at last by asking a person.
 */
final class InDoubtActions {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final RunEnvironment environment;
    private final Interrupts interrupts;
    private final Evaluator evaluator;
    private final List<Processes.Running> left;

    /** @param left programs of earlier processes of the run that still run */
    InDoubtActions(
            RunEnvironment environment, Interrupts interrupts, Evaluator evaluator, List<Processes.Running> left) {
        this.environment = environment;
        this.interrupts = interrupts;
        this.evaluator = evaluator;
        this.left = left;
    }

    /** How the run goes on. */
    sealed interface Recovery {
        /** The action is not done again. */
        record Over(Completion flow) implements Recovery {}

        /** It is done again, as this call: held to what it was meant for, unless a person said otherwise. */
        record Repeat(Call call) implements Recovery {}
    }

    /**
     * An action that was cut short.
     *
     * @param call as it would be done again
     */
    record ActionInDoubt(TaskReplay.CutShort cut, Action action, Call call, TaskKey key, StepContext context) {
        StateBefore before() {
            return cut.intent().before();
        }

        Evidence evidence() throws InterruptedException {
            return action.evidence(call, before());
        }

        /** It is done again, held to what it was meant for. */
        Recovery again() throws InterruptedException {
            return new Recovery.Repeat(action.again(call, before()));
        }

        /** It is not done again. */
        Recovery over(Optional<Failure> failure) {
            facts().ended(failure, "", Duration.ZERO);
            return new Recovery.Over(failure.<Completion>map(f -> Completion.WithFailure.of(f, context.step()))
                    .orElse(Completion.ONWARD));
        }

        TaskFacts facts() {
            return context.task(key);
        }
    }

    Recovery settle(ActionInDoubt doubt, Scope scope) throws InterruptedException {
        Optional<Failure> busy = awaitProgram(doubt.cut(), doubt.key(), doubt.context());
        if (busy.isPresent()) {
            return doubt.over(busy);
        }
        return switch (doubt.call().signature().effect()) {
            case READS -> new Recovery.Repeat(doubt.call());
            case REPEATABLE ->
                doubt.action().meant(doubt.call()).isEmpty()
                                && doubt.before().meant().isEmpty()
                        ? doubt.again()
                        : settled(doubt.evidence(), doubt);
            case ONCE, DESTRUCTIVE -> settled(evidence(doubt, scope), doubt);
        };
    }

    private Evidence evidence(ActionInDoubt doubt, Scope scope) throws InterruptedException {
        TaskReplay.CutShort cut = doubt.cut();
        if (doubt.context().verify().isPresent()) {
            Expr verify = doubt.context().verify().get();
            String text = verify.where().text();
            return evaluator.bool(verify, scope).equals(Value.TRUE)
                    ? new Evidence.Present(text + " is true")
                    : new Evidence.Absent(text + " is not true");
        }
        Evidence seen = doubt.evidence();
        if (!(seen instanceof Evidence.Undetermined) || cut.failure().isEmpty()) {
            return seen;
        }
        Failure failure = cut.failure().get();
        boolean byItself = !Set.of(FailureClass.Cancelled, FailureClass.Timeout, FailureClass.Declined)
                .contains(failure.kind());
        // A program that ended by itself with an error has had its say, and one that was not started has done nothing.
        boolean notStarted =
                cut.program().isEmpty() && !cut.intent().activity().command().isEmpty();
        return byItself && (failure.exitCode().isPresent() || notStarted)
                ? new Evidence.Absent("it had failed: " + failure.summary())
                : seen;
    }

    private Recovery settled(Evidence evidence, ActionInDoubt doubt) throws InterruptedException {
        return switch (evidence) {
            case Evidence.Present(String seen) -> {
                doubt.facts().settled(Settlement.DONE, seen);
                yield doubt.over(Optional.empty());
            }
            case Evidence.Absent(String seen) -> {
                doubt.facts().settled(Settlement.AGAIN, seen);
                yield doubt.again();
            }
            case Evidence.Another(String seen) -> ask(seen, doubt);
            case Evidence.Undetermined(String seen) -> ask(seen, doubt);
        };
    }

    private Recovery ask(String seen, ActionInDoubt doubt) throws InterruptedException {
        TaskReplay.CutShort cut = doubt.cut();
        String what = cut.intent().activity().command().isEmpty()
                ? cut.intent().activity().words()
                : CommandText.of(cut.intent().activity().command());
        String how = cut.failure().isPresent()
                ? "it ended with: " + cut.failure().get().summary()
                : "its end is not in the journal";
        boolean destructive = doubt.call().signature().effect() == Effect.DESTRUCTIVE;
        People.Question question = new People.Question(
                People.QuestionForm.DOUBT,
                doubt.context().title(),
                doubt.context().depth(),
                "Was this done? " + what + " was begun, and " + how + "; " + seen
                        + ". Yes continues after it, no does it again.",
                Optional.empty(),
                destructive);
        doubt.facts().asked(question.form(), question.text(), destructive);
        return switch (interrupts.leaving(() -> environment.people().ask(question))) {
            case People.Answer.Yes(String by) -> {
                doubt.facts().settled(Settlement.DONE, seen, by);
                yield doubt.over(Optional.empty());
            }
            case People.Answer.No(String by) -> {
                doubt.facts().settled(Settlement.AGAIN, seen, by);
                yield new Recovery.Repeat(doubt.call());
            }
            case People.Answer.Nobody(String advice) ->
                doubt.over(Optional.of(Failure.unanswered("nobody said whether this was done", advice)));
        };
    }

    /**
     * Helm goes on for a while when we are killed, and what it writes would come in between. Where the journal does not
     * name the program, we may have been killed when it had just been started. The moment at which the journal says that
     * it started is another one by now when the clock was set.
     */
    private Optional<Failure> awaitProgram(TaskReplay.CutShort cut, TaskKey key, StepContext context)
            throws InterruptedException {
        List<Processes.Running> programs = cut.program()
                .map(program -> left.stream()
                        .filter(running -> running.pid() == program.pid())
                        .findFirst()
                        .orElseGet(() -> new Processes.Running(program.pid(), program.started(), true)))
                .map(List::of)
                .orElse(left);
        for (Processes.Running program : programs) {
            Optional<Failure> busy = awaitEnd(program, key, context);
            if (busy.isPresent()) {
                return busy;
            }
        }
        return Optional.empty();
    }

    private Optional<Failure> awaitEnd(Processes.Running program, TaskKey key, StepContext context)
            throws InterruptedException {
        String condition = "the end of process " + program.pid() + ", which the run had started before";
        Duration start = environment.clock().elapsed();
        while (environment.world().client(Processes.class).runs(program.pid(), program.started())) {
            Duration passed = environment.clock().elapsed().minus(start);
            if (passed.compareTo(PATIENCE) >= 0) {
                return Optional.of(Failure.of(
                        FailureClass.InDoubt,
                        "process " + program.pid() + ", which the run had started before, still runs",
                        "See what it does, end it with: kill " + program.pid() + ", and resume the run again."));
            }
            environment.progress().waiting(context.step(), condition, List.of(), passed, PATIENCE, Optional.empty());
            try {
                interrupts.leaving(() -> {
                    environment.clock().sleep(TICK);
                    return true;
                });
            } catch (InterruptedException e) {
                context.task(key).noted(outcome(program));
                throw e;
            }
        }
        return Optional.empty();
    }

    /** What becomes of a program that is waited for when nobody waits for it any longer. */
    private String outcome(Processes.Running program) {
        return program.outlives() && !interrupts.wishedNow()
                ? "process %d, which the run had started before, goes on: it must not be ended in the middle of its work"
                        .formatted(program.pid())
                : "process %d, which the run had started before, is ended together with this one"
                        .formatted(program.pid());
    }
}
