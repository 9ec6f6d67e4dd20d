package dev.runbook.app.run;

import dev.runbook.app.foresee.Foresight;
import java.util.Optional;

/** What came of asking a cluster what a run will do. */
sealed interface Foreseen {
    /** It was played in a shadow of the cluster. */
    record Played(Foresight foresight) implements Foreseen {}

    /** The runbook changes nothing that the cluster could say anything of. */
    record Needless() implements Foreseen {}

    /**
     * The cluster could not be asked.
     *
     * @param why what stands in the way
     * @param unknown a run of which nothing is known but that
     */
    record Unasked(Obstacle why, Foresight unknown) implements Foreseen {}

    /** What may stand in the way of asking. */
    enum Obstacle {
        /** There is no cluster or no helm: a run would end before its first step. */
        NOTHING_TO_ASK,
        /** The server should have answered, and does not. */
        SILENT,
        /** The server answers, and does no dry runs that can be relied on. */
        NO_DRY_RUNS
    }

    /** What can be told of the run; empty where the tree says more. */
    default Optional<Foresight> told() {
        return switch (this) {
            case Played(Foresight foresight) -> Optional.of(foresight);
            case Unasked(Obstacle _, Foresight unknown) -> Optional.of(unknown);
            case Needless _ -> Optional.empty();
        };
    }

    /** What was played. */
    default Optional<Foresight> played() {
        return this instanceof Played(Foresight foresight) ? Optional.of(foresight) : Optional.empty();
    }
}
