package dev.runbook.provider;

import dev.runbook.language.failure.Failure;
import java.util.Optional;

/** Something that must be there before a run, so that it can go well. */
public interface Requirement {
    /** What it is, by which each is looked at once. */
    String what();

    /**
     * What is wrong with it; empty also for an account that is not told.
     *
     * @param place where it is needed first, for people
     * @param changed whether something that the run does before may have changed anything
     */
    Optional<Failure> unmet(World world, String place, boolean changed) throws InterruptedException;
}
