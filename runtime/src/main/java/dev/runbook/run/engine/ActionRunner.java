package dev.runbook.run.engine;

import dev.runbook.language.eval.Evaluator;
import dev.runbook.language.eval.LiteralPrefix;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.eval.ValueText;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.Task;
import dev.runbook.language.program.TaskKey;
import dev.runbook.language.signature.Effect;
import dev.runbook.language.value.Value;
import dev.runbook.port.Observer;
import dev.runbook.port.People;
import dev.runbook.port.Processes;
import dev.runbook.port.RunFolder;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.Progress;
import dev.runbook.provider.StateBefore;
import dev.runbook.run.engine.InDoubtActions.ActionInDoubt;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Journal;
import dev.runbook.run.journal.MaskedLines;
import dev.runbook.run.journal.TaskFacts;
import dev.runbook.run.journal.TaskFacts.ActionResult;
import dev.runbook.run.resume.TaskReplay;
import dev.runbook.text.SafeText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs actions: the intent is in the journal before the effect, the outcome after. */
final class ActionRunner {
    private final RunEnvironment environment;
    private final Interrupts interrupts;
    private final Evaluator evaluator;
    private final InDoubtActions inDoubt;
    private final LossQuestion losses;

    ActionRunner(RunEnvironment environment, Interrupts interrupts, InDoubtActions inDoubt, Evaluator evaluator) {
        this.environment = environment;
        this.interrupts = interrupts;
        this.evaluator = evaluator;
        this.inDoubt = inDoubt;
        this.losses = new LossQuestion(environment, interrupts);
    }

    Completion run(TaskKey key, Task.Act act, Scope scope, StepContext context) throws InterruptedException {
        List<Value> positional = evaluator.all(act.positional(), scope);
        Map<String, Value> options = evaluator.named(act.options(), scope);
        Call asked = new Call(
                act.signature(),
                Optional.empty(),
                positional,
                options,
                scope.namespace(),
                environment.world(),
                Observer.NONE);
        Action action = environment.world().action(act.signature());
        Optional<TaskReplay.CutShort> cut = context.replay().cutShort(key);
        if (cut.isPresent()) {
            switch (inDoubt.settle(
                    new ActionInDoubt(cut.get(), action, action.completed(asked), key, context), scope)) {
                case InDoubtActions.Recovery.Over(Completion flow) -> {
                    return flow;
                }
                case InDoubtActions.Recovery.Repeat(Call held) -> asked = held;
            }
            context.replay().redo();
        }
        Duration start = environment.clock().elapsed();
        Call call = action.prepared(action.completed(asked));
        TaskFacts facts = context.task(key);
        Optional<Failure> refused = environment.foretelling().withheld(act, call);
        if (refused.isEmpty()) {
            refused = losses.ask(action, call, key, context);
        }
        if (refused.isPresent()) {
            facts.failed(refused.get(), environment.clock().elapsed().minus(start));
            return Completion.WithFailure.of(refused.get(), context.step());
        }
        Activity activity = new Activity.Performing(
                action.name(), call.signature().effect(), action.intent(call), action.locks(call), action.values(call));
        StateBefore before = before(action, call);
        guard(activity, facts);
        facts.intended(activity, before);
        try (RecordedOutput output = new RecordedOutput(context, key, activity);
                ProgressWatch progress = new ProgressWatch(environment, context.step(), awaited(action, call))) {
            Outcome outcome = perform(action, act, call, output);
            progress.stop();
            List<Entry.KeptFile> kept = new ArrayList<>();
            String summary = "";
            Optional<Failure> failure = Optional.empty();
            List<Observer.Pending> notReady = List.of();
            switch (outcome) {
                case Outcome.Done(String words, List<String> files) -> {
                    summary = words;
                    for (String file : files) {
                        kept.add(keep(file));
                    }
                }
                case Outcome.NotDone(Failure why) -> {
                    notReady = progress.atTheEnd(why.classes().contains(FailureClass.NotReady));
                    failure = Optional.of(progress.explained(why));
                }
            }
            Duration took = environment.clock().elapsed().minus(start);
            // The outcome is known and comes first, even when the disk has no room for the last lines of the output.
            Optional<Journal.JournalLost> lost = output.finish();
            facts.ended(new ActionResult(failure, summary, output.kept(), kept, notReady), took);
            if (lost.isPresent()) {
                throw lost.get();
            }
            return failure.<Completion>map(f -> Completion.WithFailure.of(f, context.step()))
                    .orElse(Completion.ONWARD);
        }
    }

    private static Optional<Progress> awaited(Action action, Call call) {
        try {
            return action.awaits(call);
        } catch (Failed wrongly) {
            // It fails of the same when it is performed.
            return Optional.empty();
        }
    }

    private static Outcome perform(Action action, Task.Act act, Call call, RecordedOutput output)
            throws InterruptedException {
        try {
            Optional<Failure> refused = action.refuses(call, LiteralPrefix.begin(act));
            return refused.isPresent() ? new Outcome.NotDone(refused.get()) : action.perform(call, output);
        } catch (Failed failed) {
            return new Outcome.NotDone(failed.failure());
        }
    }

    /** Whoever may not change the release any more does not even intend to. */
    private void guard(Activity activity, TaskFacts facts) throws InterruptedException {
        if (!activity.changes()) {
            return;
        }
        try {
            interrupts.leaving(() -> {
                environment.guard().before(activity.locks());
                return activity;
            });
        } catch (EffectRefusedException refused) {
            facts.noted("stopped before " + activity.action() + ": " + refused.getMessage());
            throw refused;
        }
    }

    private static StateBefore before(Action action, Call call) throws InterruptedException {
        Effect effect = call.signature().effect();
        // Both look at the same things, and each is asked once.
        Call now = call.with(call.world().caching());
        String mark = effect == Effect.ONCE || effect == Effect.DESTRUCTIVE ? action.mark(now) : "";
        Map<String, Value> meant = effect == Effect.READS ? Map.of() : action.meant(now);
        return new StateBefore(mark, meant);
    }

    private Entry.KeptFile keep(String path) {
        try {
            RunFolder.KeptCopy kept = environment
                    .folder()
                    .keep(environment.world().client(Workspace.class).absolute(path));
            return new Entry.KeptFile(path, kept.copy(), kept.sha256(), kept.bytes());
        } catch (IOException e) {
            throw new Journal.JournalLost("the run cannot keep a copy of " + path + ": " + e.getMessage(), e);
        }
    }

    /** What a program prints: shown as it comes, and kept in a file that is opened with the first line. */
    private final class RecordedOutput implements Processes.Output, AutoCloseable {
        private final StepContext context;
        private final TaskKey key;
        private final Activity activity;
        private final String hint;
        private final MaskedLines<Processes.Stream> masked = new MaskedLines<>(environment.masking(), this::keep);
        private Optional<RunFolder.OutputFile> file = Optional.empty();

        RecordedOutput(StepContext context, TaskKey key, Activity activity) {
            this.context = context;
            this.key = key;
            this.activity = activity;
            this.hint = activity.action();
        }

        @Override
        public void started(long pid, Instant at) {
            activity.locks().ifPresent(release -> environment.guard().started(release, pid, at));
            context.task(key).programStarted(pid, at);
        }

        @Override
        public void awaited(Processes.Awaited program) {
            environment
                    .progress()
                    .waiting(
                            context.step(),
                            "process %d%s ends".formatted(program.pid(), program.asked() ? ", which is to end," : ""),
                            List.of(),
                            program.passed(),
                            program.bound(),
                            Optional.of("it must not be ended in the middle of its work; if it does nothing any more:"
                                    + " kill " + program.pid()));
        }

        @Override
        public Optional<Duration> longer(Processes.Awaited program) throws InterruptedException {
            People.Question question = new People.Question(
                    People.QuestionForm.WAIT,
                    context.title(),
                    context.depth(),
                    "Process %d has run for %s, longer than its own time limits allow. Wait as long again? No leaves it"
                                    .formatted(program.pid(), ValueText.of(seconds(program.passed())))
                            + " running and ends this run, which can be resumed.",
                    Optional.empty(),
                    false);
            TaskFacts facts = context.task(key.waiting());
            facts.asked(question.form(), question.text(), false);
            return switch (interrupts.leaving(() -> environment.people().ask(question))) {
                case People.Answer.Yes(String by) -> {
                    facts.answered(true, by);
                    yield Optional.of(program.bound());
                }
                case People.Answer.No(String by) -> {
                    facts.answered(false, by);
                    yield Optional.empty();
                }
                case People.Answer.Nobody _ -> Optional.empty();
            };
        }

        private static Duration seconds(Duration passed) {
            return Duration.ofSeconds(passed.toSeconds());
        }

        @Override
        public synchronized void line(Processes.Stream stream, String printed) {
            masked.line(stream, printed);
        }

        @Override
        public synchronized void begun(Processes.Stream stream, String part) {
            masked.begun(stream, part);
        }

        private void keep(Processes.Stream stream, String line) {
            try {
                if (file.isEmpty()) {
                    file = Optional.of(environment.folder().openOutput(hint));
                }
                file.get().line(stream, SafeText.log(line));
            } catch (IOException e) {
                throw new Failed(Failure.of(
                        FailureClass.CommandFailed,
                        "the output of " + hint + " cannot be kept: " + e.getMessage(),
                        "Make room on the disk that holds "
                                + environment.folder().path() + "."));
            }
            environment.progress().output(context.step(), stream, line);
        }

        synchronized Optional<Entry.OutputReference> kept() {
            return file.map(f ->
                    new Entry.OutputReference(f.name(), Optional.of(f.sha256()).filter(sum -> !sum.isEmpty())));
        }

        /** Keeps the last lines; gives why they could not be kept. */
        synchronized Optional<Journal.JournalLost> finish() {
            try {
                masked.end();
                if (file.isPresent()) {
                    file.get().close();
                }
                return Optional.empty();
            } catch (IOException | Failed e) {
                return Optional.of(new Journal.JournalLost(
                        "the output of " + hint + " could not be kept whole: " + e.getMessage()
                                + ". Nothing further is done. Make room on the disk that holds "
                                + environment.folder().path() + ".",
                        e));
            }
        }

        @Override
        public synchronized void close() {
            finish().ifPresent(lost -> {
                throw lost;
            });
        }
    }
}
