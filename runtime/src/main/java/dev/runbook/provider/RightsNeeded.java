package dev.runbook.provider;

import dev.runbook.port.Right;
import java.util.Collection;

/** Is told, before a run, what a call at one place of the plan needs. */
public interface RightsNeeded {
    /** Rights that are needed whatever the run finds there. */
    void always(Collection<Right> rights);

    /** Rights that are needed only in some cases. */
    void sometimes(Collection<Right> rights);

    /** Whether a wait asks it, so that what is read is watched as well. */
    boolean isWatched();

    /** Something must be there. */
    void require(Requirement requirement);

    /** From here on anything may have been changed: by a program of the operator, or a person. */
    void mayChangeAnything();

    /** What the call is given decides it, and is known during the run. */
    void knownLater();

    /** Something else that may be needed cannot be known before, a sentence for people. */
    void unknown(String sentence);
}
