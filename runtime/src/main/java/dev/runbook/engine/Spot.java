package dev.runbook.engine;

import dev.runbook.program.Expr;
import dev.runbook.resume.Past;
import java.util.Optional;

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
 */
record Spot(String step, String title, int depth, boolean destructive, String items, Past past, Optional<Expr> verify) {
    static Spot top(Past past) {
        return new Spot("", "", 0, false, "", past, Optional.empty());
    }

    Spot inLoop(String item) {
        return new Spot(step, title, depth, destructive, items + "[" + item + "]", past, verify);
    }
}
