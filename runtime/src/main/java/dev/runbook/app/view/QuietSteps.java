package dev.runbook.app.view;

import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.view.ForesightRow.RowMark;
import dev.runbook.app.view.Style.Tone;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.report.Item;
import java.util.Optional;
import java.util.function.Consumer;

/** The steps that only look or fetch charts, and find all as it should be: a row of them is told in one line. */
final class QuietSteps {
    private final Foresight foresight;
    private final Consumer<ForesightRow> drawn;
    private Optional<String> from = Optional.empty();
    private String to = "";
    private int checks;
    private boolean changed;

    QuietSteps(Foresight foresight, Consumer<ForesightRow> drawn) {
        this.foresight = foresight;
        this.drawn = drawn;
    }

    /** From now on, a wait may have to wait. */
    void changed() {
        changed = true;
    }

    /** Whether a step is one of them, and is told with the others. */
    boolean passes(Item.Step step) {
        if (!isQuiet(step)) {
            return false;
        }
        from = from.or(() -> Optional.of(step.number()));
        to = step.number();
        checks += checks(step);
        return true;
    }

    /** Tells of those that were passed. */
    void end() {
        if (from.isPresent() && checks > 0) {
            String numbers = from.get().equals(to) ? to : from.get() + "-" + to;
            String holds = checks == 1 ? "1 check holds" : checks + " checks hold";
            drawn.accept(new ForesightRow(numbers, to, 0, RowMark.HOLDS, Tone.GOOD, "", holds));
        }
        from = Optional.empty();
        checks = 0;
    }

    private static int checks(Item.Step step) {
        int own = (int) step.items().stream()
                .filter(item -> item instanceof Item.Task task
                        && task.activity()
                                .filter(a -> a instanceof Activity.Asserting || a instanceof Activity.WaitingUntil)
                                .isPresent())
                .count();
        return own + step.steps().stream().mapToInt(QuietSteps::checks).sum();
    }

    private boolean isQuiet(Item.Step step) {
        if (step.state() == Item.State.SKIPPED) {
            return true;
        }
        return step.items().stream().allMatch(item -> switch (item) {
            case Item.Step inner -> isQuiet(inner);
            case Item.Task task -> isQuiet(step, task);
            case Item.Question _, Item.Rescue _, Item.Retry _ -> false;
            default -> true;
        });
    }

    boolean isQuiet(Item.Step step, Item.Task task) {
        if (task.result().flatMap(Item.TaskResult::failure).isPresent()) {
            return false;
        }
        return switch (task.activity().orElse(new Activity.ExplicitFailure())) {
            case Activity.WaitingUntil _ ->
                foresight.task(step, task).awaited().isEmpty()
                        && foresight.task(step, task).assumed().isEmpty()
                        && !changed;
            case Activity.Performing performing ->
                !performing.changes() || foresight.task(step, task).prepares();
            case Activity.Asserting _, Activity.Pausing _ -> true;
            case Activity.ExplicitFailure _ -> false;
        };
    }
}
