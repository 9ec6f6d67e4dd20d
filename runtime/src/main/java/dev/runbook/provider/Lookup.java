package dev.runbook.provider;

import dev.runbook.language.value.Value;

/** Something that an expression reads of the world. It changes nothing, ever. */
public interface Lookup {
    /** Its name in the catalogue; a member's name stands behind its type: {@code resources.gone?}. */
    String name();

    /** Whether its value is what an object holds inside, and not only that it is there or how it is called. */
    default boolean tellsContents() {
        return false;
    }

    /** Whether it tells no more of what it is asked about than that it is there. */
    default boolean tellsOnlyPresence() {
        return false;
    }

    /** Reads it; throws {@link dev.runbook.language.failure.Failed} when the world does not answer. */
    Value read(Call call) throws InterruptedException;

    /**
     * What is known of its value before the run, once the rights that reading it needs are named: resources of which only
     * the kinds are known, or an unknown value.
     */
    default Value foreseen(Call call, RightsNeeded needed) throws InterruptedException {
        return call.unknown();
    }
}
