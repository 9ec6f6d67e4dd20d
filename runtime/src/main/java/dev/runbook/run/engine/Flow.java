package dev.runbook.run.engine;

import dev.runbook.language.failure.Failure;

/** How a task leaves the run: what happens next. */
sealed interface Flow {
    Flow ONWARD = new Onward();

    record Onward() implements Flow {}

    /**
     * Something failed.
     *
     * @param first what failed first; it is always the one that is reported first
     * @param step where it failed first
     * @param last what failed last, which decides what answers to it
     */
    record Broken(Failure first, String step, Failure last) implements Flow {
        static Broken of(Failure failure, String step) {
            return new Broken(failure, step, failure);
        }

        /** This failure, with what came of trying to mend it. */
        Broken then(Broken later) {
            return new Broken(first, step, later.last);
        }
    }

    record Finished(String reason) implements Flow {}

    /** The body of the step is wanted again. */
    record Again(long attempts) implements Flow {}
}
