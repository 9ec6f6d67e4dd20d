package dev.runbook.run.plan;

import dev.runbook.language.program.Rescue;
import dev.runbook.language.program.Task;
import dev.runbook.language.program.TaskKey;
import dev.runbook.language.value.Value;
import java.util.List;

/** A task in its place in the plan. */
public sealed interface PlanNode {
    /** The task's place within the step around it. */
    default TaskKey key() {
        return task().key();
    }

    Task task();

    Forecast forecast();

    /**
     * A step.
     *
     * @param number as people count: {@code 7}, and {@code 7.1} inside it
     * @param title as far as it is known
     * @param destructive whether the step removes something, by its own word, by one of its actions, or with the step around it
     */
    record Step(
            String number,
            String title,
            boolean destructive,
            Task.Step task,
            Forecast forecast,
            List<PlanNode> body,
            List<Clause> rescues,
            List<PlanNode> ensure)
            implements PlanNode {
        /** Whether something in it may ask for the body of a step around it to be run again. */
        public boolean asksForRetry() {
            return NestedTasks.all(task.body()).anyMatch(Task.Retry.class::isInstance);
        }
    }

    /** A rescue clause with its tasks. */
    record Clause(Rescue rescue, List<PlanNode> body) {}

    /**
     * The branches in the order of the task's arms.
     *
     * @param forecasts what is known of each branch: of each arm, and last of the one that is taken when no condition holds
     */
    record Choice(
            Task.Choice task,
            Forecast forecast,
            List<Forecast> forecasts,
            List<List<PlanNode>> arms,
            List<PlanNode> otherwise)
            implements PlanNode {
        /** The tasks of a branch, counted from 1; 0 is the one without a condition. One that was taken out has none. */
        public List<PlanNode> branch(int arm) {
            return arm == 0 ? otherwise : arm <= arms.size() ? arms.get(arm - 1) : List.of();
        }
    }

    /**
     * A loop.
     *
     * @param body the tasks, once, as the run takes them for each item
     * @param rounds what will come of the tasks for each item, where the items are known
     */
    record Loop(Task.Loop task, Forecast forecast, List<PlanNode> body, List<Round> rounds) implements PlanNode {}

    /** The tasks of a loop for one item. */
    record Round(Value item, List<PlanNode> body) {}

    record Procedure(Task.Procedure task, Forecast forecast, List<PlanNode> body) implements PlanNode {}

    /** Any task without tasks of its own. */
    record Single(Task task, Forecast forecast) implements PlanNode {}
}
