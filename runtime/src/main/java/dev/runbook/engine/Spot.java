package dev.runbook.engine;

/**
 * Where the run is, as journal entries name it.
 *
 * @param step the address of the step around, with the items of the loops around it; empty at top level
 * @param title the step's title
 * @param destructive whether the step takes something away
 * @param items the items of the loops around, each in brackets
 */
record Spot(String step, String title, boolean destructive, String items) {
    static final Spot TOP = new Spot("", "", false, "");

    Spot inLoop(String item) {
        return new Spot(step, title, destructive, items + "[" + item + "]");
    }
}
