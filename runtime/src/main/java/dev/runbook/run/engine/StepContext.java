package dev.runbook.run.engine;

import dev.runbook.language.program.Expr;
import dev.runbook.language.program.TaskKey;
import dev.runbook.run.journal.StepFacts;
import dev.runbook.run.journal.TaskFacts;
import dev.runbook.run.plan.PlanNode;
import dev.runbook.run.resume.ReplayState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the run is, as journal entries name it.
 *
 * @param facts what happens in the step around is written down here
 * @param depth how many steps are around
 * @param destructive whether the step removes something
 * @param items the items of the loops around, each in brackets
 * @param replay what has happened here before the run was carried on
 * @param verify tells whether the step's effect is there
 * @param ahead what follows in the step
 * @param afterStep what follows after the step
 */
record StepContext(
        StepFacts facts,
        int depth,
        boolean destructive,
        String items,
        ReplayState replay,
        Optional<Expr> verify,
        List<PlanNode> ahead,
        List<PlanNode> afterStep) {
    static StepContext top(StepFacts between, ReplayState replay) {
        return new StepContext(between, 0, false, "", replay, Optional.empty(), List.of(), List.of());
    }

    /** The address of the step around, with the items of the loops around it; empty at top level. */
    String step() {
        return facts.address();
    }

    /** The step's title. */
    String title() {
        return facts.title();
    }

    /** What happens at a place of the step is written down here. */
    TaskFacts task(TaskKey key) {
        return facts.task(key);
    }

    StepContext inLoop(String item) {
        return new StepContext(facts, depth, destructive, items + "[" + item + "]", replay, verify, ahead, afterStep);
    }

    /** The same place with this before it, and then what follows what is around. */
    StepContext before(List<PlanNode> rest) {
        return rest.isEmpty()
                ? this
                : new StepContext(
                        facts,
                        depth,
                        destructive,
                        items,
                        replay,
                        verify,
                        Stream.concat(rest.stream(), ahead.stream()).toList(),
                        afterStep);
    }

    /** What follows after a step that stands here. */
    List<PlanNode> afterIt() {
        return Stream.concat(ahead.stream(), afterStep.stream()).toList();
    }
}
