package dev.runbook.run.plan;

/**
 * Where the planner's walk stands.
 *
 * @param title the title of the step around; empty at top level
 * @param number the number of the step around; empty at top level
 * @param destructive whether the step around removes something
 * @param steps counts the steps that it has had
 * @param reach whether the run comes here
 */
record PlanPosition(String title, String number, boolean destructive, Counter steps, Reach reach) {

    /** Whether the run comes to a place. */
    enum Reach {
        /** It does, unless something fails before. */
        SURELY,
        /** That is decided during the run. */
        PERHAPS,
        /** It does not; nothing is read for it. */
        NEVER
    }

    /** How many steps a place has had. */
    static final class Counter {
        private int count;

        Counter() {
            this(0);
        }

        private Counter(int count) {
            this.count = count;
        }
    }

    static PlanPosition top() {
        return new PlanPosition("", "", false, new Counter(), Reach.SURELY);
    }

    /** As people count: {@code 7}, and {@code 7.1} inside it. */
    String nextNumber() {
        String next = Integer.toString(++steps.count);
        return number.isEmpty() ? next : number + "." + next;
    }

    /** Inside a step. */
    PlanPosition step(String stepTitle, String stepNumber, boolean takesAway, Forecast forecast) {
        return new PlanPosition(stepTitle, stepNumber, takesAway, new Counter(), reach(forecast));
    }

    /** Inside a branch or a loop. */
    PlanPosition within(Forecast forecast) {
        return new PlanPosition(title, number, destructive, steps, reach(forecast));
    }

    /** The same place for something that a run comes to only now and then, such as a rescue clause. */
    PlanPosition perhaps() {
        return new PlanPosition(title, number, destructive, steps, reach == Reach.NEVER ? Reach.NEVER : Reach.PERHAPS);
    }

    PlanPosition never() {
        return new PlanPosition(title, number, destructive, steps, Reach.NEVER);
    }

    /** The same place with a count of its own, for one round of a loop: each round has the numbers of the first. */
    PlanPosition round() {
        return new PlanPosition(title, number, destructive, new Counter(steps.count), reach);
    }

    private Reach reach(Forecast forecast) {
        if (reach == Reach.NEVER) {
            return reach;
        }
        return switch (forecast.verdict()) {
            case SKIPPED -> Reach.NEVER;
            case DECIDED_LATER, FAILS -> Reach.PERHAPS;
            case RUNS, KNOWN -> reach;
        };
    }
}
