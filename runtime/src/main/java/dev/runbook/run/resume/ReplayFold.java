package dev.runbook.run.resume;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.TaskKey;
import dev.runbook.language.signature.Catalogue;
import dev.runbook.port.People;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Entry.StepEnd;
import dev.runbook.run.journal.OpenSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Arranges the facts of a journal. A failure that a rescue clause or a retry answered to stays; one that ended the run
 * is taken out, so that the run goes on at the very task that failed.
 */
final class ReplayFold {
    private final JournalMapping placement;
    private final ReplayState root = ReplayState.none();
    private final OpenSteps<ReplayState> open = new OpenSteps<>(root, new ReplaySteps());
    private final List<Unmended> unmended = new ArrayList<>();
    private final List<ReplayState> failed = new ArrayList<>();
    private List<Unmended> mended = List.of();
    /** The steps that had failed before the clause was entered. */
    private List<ReplayState> left = List.of();

    private KeyMapping renaming = KeyMapping.SAME;
    private final ChangedFacets writes;
    private Optional<ReplayState> rescuing = Optional.empty();
    private boolean mistaken;
    /** Whether what was asked last is whether to wait longer for a program. */
    private boolean waiting;

    /** Whether a person wanted the process to stop. */
    private boolean stopped;

    /** Whether nothing but the end of the run can follow, since what failed has nothing around it that could answer. */
    private boolean lost;

    ReplayFold(JournalMapping placement, Catalogue catalogue) {
        this.placement = placement;
        this.writes = new ChangedFacets(catalogue);
    }

    /** A task that failed, and that nothing has answered to so far. */
    private record Unmended(ReplayState step, TaskKey key, Optional<TaskReplay.CutShort> begun, Failure failure) {
        Optional<Entry.TaskIntended> intent() {
            return begun.map(TaskReplay.CutShort::intent);
        }

        /** What the action itself ended with: that nobody was there to say what became of it is no end of it. */
        TaskReplay.CutShort cutShort(TaskReplay.CutShort begun) {
            return failure.kind().passesByRescue() && failure.kind() != FailureClass.Cancelled
                    ? begun
                    : new TaskReplay.CutShort(begun.intent(), Optional.of(failure), begun.program());
        }
    }

    ReplayState past() {
        endLost();
        return root;
    }

    /** A process that died just before it could write down that the run had failed: it is as if it had. */
    private void endLost() {
        if (lost) {
            lost = false;
            reopen(!stopped
                    && unmended.stream()
                            .noneMatch(task -> task.failure().kind() == FailureClass.Cancelled
                                    || task.failure().kind() == FailureClass.Declined));
        }
    }

    void add(Entry entry) {
        switch (entry) {
            case Entry.Interrupted _ -> stopped = true;
            case Entry.Foretold _, Entry.Abandoned _ -> {}
            case Entry.Asked e -> waiting = e.form() == People.QuestionForm.WAIT;
            case Entry.Settled e -> {
                if (e.task().equals(TaskKey.AGAIN_UNLESS.text())) {
                    here().forget(e.step());
                }
                if (e.task().equals(TaskKey.CONDITION.text())) {
                    here().lastStep(e.step()).ifPresent(step -> step.edited(Optional.empty()));
                    if (e.settlement() == Entry.Settlement.AGAIN) {
                        here().reconsider(e.step());
                    }
                }
            }
            case Entry.Began e -> {
                renaming = placement.of(e.sources());
                root.workedOn(e.operator());
            }
            case Entry.Resumed e -> {
                endLost();
                stopped = false;
                renaming = placement.of(e.sources());
                root.workedOn(e.operator());
                open.take(e);
            }
            case Entry.StepStarted e -> open.take(e);
            case Entry.StepSkipped e -> {
                here().forgetReconsidered(e.step());
                ReplayState step = here().enter(e.step(), new TaskKey(e.task()));
                step.skip();
                step.edited(renaming.condition(e.step()));
            }
            case Entry.StepResumed e -> open.take(e);
            case Entry.StepEnded e -> open.take(e);
            case Entry.TaskIntended e -> {
                writes.take(e);
                root.acted(e.before().meant().keySet(), e.activity().onlyOnce());
                put(e.step(), e.task(), new TaskReplay.CutShort(e, Optional.empty(), Optional.empty()));
            }
            case Entry.ProgramStarted e ->
                key(e.step(), e.task())
                        .filter(key -> here().last(key).orElse(null) instanceof TaskReplay.CutShort)
                        .ifPresent(key -> {
                            TaskReplay.CutShort cut =
                                    (TaskReplay.CutShort) here().last(key).orElseThrow();
                            replace(key, new TaskReplay.CutShort(cut.intent(), cut.failure(), Optional.of(e)));
                        });
            case Entry.TaskEnded e -> end(e);
            case Entry.Bound e -> bound(e);
            case Entry.Decided e -> decided(e);
            case Entry.Noted e -> put(e.step(), e.task(), new TaskReplay.Noted());
            case Entry.Answered e -> {
                // A yes to waiting longer agrees to nothing that is still to be done.
                if (e.yes() && !waiting) {
                    agreed(e);
                }
            }
            case Entry.Rescuing e -> {
                open.take(e);
                here().rescue(e);
                mended(Optional.of(here()));
                mistaken = e.failure().kind().passesByRescue() && !DeclinedWays.leads(e);
            }
            case Entry.Retrying e -> {
                open.take(e);
                here().retry();
                mended(Optional.empty());
            }
            case Entry.Ended e -> {
                lost = false;
                if (e.end() != Entry.RunEnd.DONE && e.end() != Entry.RunEnd.RECOVERED) {
                    reopen(e.end() == Entry.RunEnd.FAILED);
                }
            }
        }
    }

    private ReplayState here() {
        return open.here();
    }

    private Optional<TaskKey> key(String step, String key) {
        return renaming.key(step, new TaskKey(key));
    }

    private void put(String step, String task, TaskReplay replayed) {
        key(step, task).ifPresent(key -> {
            // What was cut short before the run was carried on has been done again.
            if (here().last(key).orElse(null) instanceof TaskReplay.CutShort) {
                here().removeLast(key);
                if (replayed instanceof TaskReplay.CutShort) {
                    here().redo();
                }
            }
            here().add(key, replayed);
        });
    }

    private void agreed(Entry.Answered e) {
        TaskReplay agreed = new TaskReplay.Confirmed(e.by(), e.meant(), false);
        if (e.instead().isPresent()) {
            key(e.step(), e.task())
                    .ifPresent(key -> here().replace(key, e.instead().getAsInt(), agreed));
        } else {
            put(e.step(), e.task(), agreed);
        }
    }

    private void bound(Entry.Bound e) {
        TaskReplay bound = new TaskReplay.Bound(e.name(), e.value(), writes.now());
        if (e.instead().isPresent()) {
            key(e.step(), e.task())
                    .ifPresent(key -> here().replace(key, e.instead().getAsInt(), bound));
            e.outdated().forEach(task -> key(e.step(), task).ifPresent(here()::drop));
        } else {
            put(e.step(), e.task(), bound);
        }
    }

    private void decided(Entry.Decided e) {
        Optional<TaskReplay.EditedCondition> change = e.arm().isPresent()
                ? renaming.decided(e.step(), new TaskKey(e.task()), e.arm().getAsInt())
                : Optional.empty();
        TaskReplay decided = new TaskReplay.Decided(e.arm(), e.condition(), e.held(), change);
        if (e.instead().isPresent()) {
            key(e.step(), e.task())
                    .ifPresent(key -> here().replace(key, e.instead().getAsInt(), decided));
        } else {
            put(e.step(), e.task(), decided);
        }
    }

    private void replace(TaskKey key, TaskReplay replayed) {
        here().removeLast(key);
        here().add(key, replayed);
    }

    /** Puts down when steps begin and end. */
    private final class ReplaySteps implements OpenSteps.StepHandler<ReplayState> {
        @Override
        public ReplayState entered(ReplayState around, Entry.StepStarted e) {
            ReplayState step = around.enter(e.step(), new TaskKey(e.task()));
            step.edited(renaming.condition(e.step()));
            step.start();
            return step;
        }

        @Override
        public ReplayState enteredAgain(ReplayState around, Entry.StepResumed e) {
            return around.enterAgain(e.step());
        }

        @Override
        public void attempted(ReplayState step, Entry.StepStarted e) {
            step.start();
        }

        @Override
        public void left(ReplayState step, ReplayState around, Optional<Entry.StepEnded> end) {
            end.map(Entry.StepEnded::end).ifPresent(how -> {
                step.end(how);
                if (how == StepEnd.FAILED) {
                    failed.add(step);
                    lost = around == root;
                }
            });
        }
    }

    private void end(Entry.TaskEnded e) {
        Optional<TaskKey> at = key(e.step(), e.task());
        if (at.isEmpty()) {
            return;
        }
        Optional<TaskReplay.CutShort> begun = here().last(at.get()).orElse(null) instanceof TaskReplay.CutShort cut
                ? Optional.of(cut)
                : Optional.empty();
        e.files().forEach(root::keep);
        put(e.step(), e.task(), new TaskReplay.Ended(e.failure()));
        e.failure().ifPresent(failure -> {
            unmended.add(new Unmended(here(), at.get(), begun, failure));
            lost = open.depth() == 0;
        });
    }

    /** Something answers to what has failed. */
    private void mended(Optional<ReplayState> by) {
        mended = List.copyOf(unmended);
        left = List.copyOf(failed);
        rescuing = by;
        mistaken = false;
        unmended.clear();
        failed.clear();
    }

    /** The run ended with a failure: whoever carries it on wants the task that failed to be done again. */
    private void reopen(boolean byItself) {
        boolean givenUp = byItself && unmended.stream().allMatch(ReplayFold::byFail);
        unmended.forEach(ReplayFold::again);
        if ((givenUp || mistaken) && rescuing.isPresent()) {
            // The rescue clause itself gave up, so what it answered to is tried again. No clause should have answered
            // to
            // what a person had to say, as earlier versions let it.
            rescuing.get().unrescue();
            mended.forEach(ReplayFold::again);
            left.forEach(ReplayState::reopen);
        }
        open.inOrder().forEach(ReplayState::reopen);
        failed.forEach(ReplayState::reopen);
        mended(Optional.empty());
    }

    /** Whether it is a {@code fail} of the runbook. */
    private static boolean byFail(Unmended task) {
        return task.intent()
                .filter(intent -> intent.activity() instanceof Activity.ExplicitFailure)
                .isPresent();
    }

    private static void again(Unmended task) {
        task.step().removeLast(task.key());
        Optional<Entry.TaskIntended> intent = task.intent();
        // A question that nobody answered is as open as it was, whatever may be repeated.
        boolean open = task.failure().kind().passesByRescue() && task.failure().kind() != FailureClass.Cancelled;
        if (intent.isPresent() && (open || intent.get().activity().onlyOnce())) {
            task.step().add(task.key(), task.cutShort(task.begun().orElseThrow()));
        } else if (byFail(task)) {
            // Whether to fail was decided by the condition around it, which may have changed.
            task.key().decidedBy().ifPresent(task.step()::removeLast);
        }
    }
}
