package dev.runbook.run.journal;

import dev.runbook.run.journal.Entry.StepEnded;
import dev.runbook.run.journal.Entry.StepResumed;
import dev.runbook.run.journal.Entry.StepStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps that a run stands in, while its facts come by: a cursor for whoever makes something of a journal. It alone
 * knows the rules:
 *
 * <ul>
 *   <li>A further attempt belongs to the step that is open already, and leaves those inside it.
 *   <li>A process that carries the run on stands in no step. It comes again to each that was open.
 *   <li>The end of a step, a rescue and a retry leave the steps inside it, which did not come to an end of their own.
 *   <li>In a damaged journal the beginning of a step may be missing: of such a step nothing is left, and a further
 *       attempt of it counts as its beginning.
 * </ul>
 *
 * @param <T> what is made of a step
 */
public final class OpenSteps<T> {
    private final StepHandler<T> steps;
    private final T root;
    private final List<Open<T>> open = new ArrayList<>();

    private record Open<T>(String address, T step) {}

    /**
     * What is made of the steps.
     *
     * @param <T> of each
     */
    public interface StepHandler<T> {
        /** A step begins inside another. */
        T entered(T around, StepStarted started);

        /** The run comes again to a step that was open when an earlier process of it ended. */
        T enteredAgain(T around, StepResumed resumed);

        /** A step that is open is tried again. */
        void attempted(T step, StepStarted attempt);

        /**
         * A step is left.
         *
         * @param end how it ended; empty when it was left without
         */
        void left(T step, T around, Optional<StepEnded> end);
    }

    /** @param root stands for the run itself, which all steps are in */
    public OpenSteps(T root, StepHandler<T> steps) {
        this.root = root;
        this.steps = steps;
    }

    /** The innermost step, or the root where none is open. */
    public T here() {
        return open.isEmpty() ? root : open.getLast().step();
    }

    /** How many steps are open. */
    public int depth() {
        return open.size();
    }

    /** The steps that are open, the outermost first. */
    public List<T> inOrder() {
        return open.stream().map(Open::step).toList();
    }

    /** Whether a step that is open is only tried again. */
    public boolean isFurther(StepStarted started) {
        return started.attempt() > 1 && isOpen(started.step());
    }

    private boolean isOpen(String address) {
        return open.stream().anyMatch(step -> step.address().equals(address));
    }

    /** Takes the next fact of the run. */
    public void take(Entry entry) {
        switch (entry) {
            case StepStarted e -> {
                if (isFurther(e)) {
                    leaveTo(e.step());
                    steps.attempted(here(), e);
                } else {
                    open.add(new Open<>(e.step(), steps.entered(here(), e)));
                }
            }
            case StepResumed e -> open.add(new Open<>(e.step(), steps.enteredAgain(here(), e)));
            case StepEnded e -> {
                if (isOpen(e.step())) {
                    leaveTo(e.step());
                    leave(Optional.of(e));
                }
            }
            case Entry.Rescuing e -> leaveTo(e.step());
            case Entry.Retrying e -> leaveTo(e.step());
            case Entry.Resumed _ -> {
                while (!open.isEmpty()) {
                    leave(Optional.empty());
                }
            }
            case Entry.Began _,
                    Entry.StepSkipped _,
                    Entry.TaskIntended _,
                    Entry.ProgramStarted _,
                    Entry.Settled _,
                    Entry.TaskEnded _,
                    Entry.Bound _,
                    Entry.Asked _,
                    Entry.Answered _,
                    Entry.Noted _,
                    Entry.Decided _,
                    Entry.Interrupted _,
                    Entry.Foretold _,
                    Entry.Abandoned _,
                    Entry.Ended _ -> {}
        }
    }

    /** Leaves what stands inside of a step that is open. */
    private void leaveTo(String address) {
        while (isOpen(address) && !open.getLast().address().equals(address)) {
            leave(Optional.empty());
        }
    }

    private void leave(Optional<StepEnded> end) {
        T step = open.removeLast().step();
        steps.left(step, here(), end);
    }
}
