package dev.runbook.plan;

import dev.runbook.program.Rescue;
import dev.runbook.program.Task;
import java.util.List;

/** A task in its place in the plan. Its key is unique within the step around it: {@code body.2}, {@code rescue1.1}. */
public sealed interface PlanNode {
    String key();

    Task task();

    Forecast forecast();

    /**
     * A step.
     *
     * @param number as people count: {@code 7}, and {@code 7.1} inside it
     * @param title as far as it is known
     * @param destructive whether the step takes something away, by its own word or by one of its actions
     */
    record Step(
            String key,
            String number,
            String title,
            boolean destructive,
            Task.Step task,
            Forecast forecast,
            List<PlanNode> body,
            List<Clause> rescues,
            List<PlanNode> ensure)
            implements PlanNode {}

    /** A rescue clause with its tasks. */
    record Clause(Rescue rescue, List<PlanNode> body) {}

    /** The branches in the order of the task's arms. */
    record Choice(String key, Task.Choice task, Forecast forecast, List<List<PlanNode>> arms, List<PlanNode> otherwise)
            implements PlanNode {}

    /** A loop; its body stands once, its items are in the forecast when they are known. */
    record Loop(String key, Task.Loop task, Forecast forecast, List<PlanNode> body) implements PlanNode {}

    record Procedure(String key, Task.Procedure task, Forecast forecast, List<PlanNode> body) implements PlanNode {}

    /** Any task without tasks of its own. */
    record Single(String key, Task task, Forecast forecast) implements PlanNode {}
}
