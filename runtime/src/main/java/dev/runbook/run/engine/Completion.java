package dev.runbook.run.engine;

import dev.runbook.language.failure.Failure;

/** How a task leaves the run: what happens next. */
sealed interface Completion {
    Completion ONWARD = new Normal();

    record Normal() implements Completion {}

    /**
     * Something failed.
     *
     * @param first what failed first; it is always the one that is reported first
     * @param step where it failed first
     * @param last what failed last, which decides what answers to it
     */
    record WithFailure(Failure first, String step, Failure last) implements Completion {
        static WithFailure of(Failure failure, String step) {
            return new WithFailure(failure, step, failure);
        }

        /** This failure, with what came of trying to mend it. */
        WithFailure then(WithFailure later) {
            return new WithFailure(first, step, later.last);
        }
    }

    record Finished(String reason) implements Completion {}

    /** The body of the step is wanted again. */
    record NextAttempt(long attempts) implements Completion {}
}
