package dev.runbook.run.engine;

import dev.runbook.language.program.Expr;
import dev.runbook.run.plan.PlanNode;
import dev.runbook.run.resume.Past;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the run is, as journal entries name it.
 *
 * @param step the address of the step around, with the items of the loops around it; empty at top level
 * @param title the step's title
 * @param depth how many steps are around
 * @param destructive whether the step takes something away
 * @param items the items of the loops around, each in brackets
 * @param past what has happened here before the run was carried on
 * @param verify tells whether the step's effect is there
 * @param ahead what follows in the step
 * @param beyond what follows after the step
 */
record Spot(
        String step,
        String title,
        int depth,
        boolean destructive,
        String items,
        Past past,
        Optional<Expr> verify,
        List<PlanNode> ahead,
        List<PlanNode> beyond) {
    static Spot top(Past past) {
        return new Spot("", "", 0, false, "", past, Optional.empty(), List.of(), List.of());
    }

    Spot inLoop(String item) {
        return new Spot(step, title, depth, destructive, items + "[" + item + "]", past, verify, ahead, beyond);
    }

    /** The same place with this before it, and then what follows what is around. */
    Spot before(List<PlanNode> rest) {
        return rest.isEmpty()
                ? this
                : new Spot(
                        step,
                        title,
                        depth,
                        destructive,
                        items,
                        past,
                        verify,
                        Stream.concat(rest.stream(), ahead.stream()).toList(),
                        beyond);
    }

    /** What follows after a step that stands here. */
    List<PlanNode> afterIt() {
        return Stream.concat(ahead.stream(), beyond.stream()).toList();
    }
}
