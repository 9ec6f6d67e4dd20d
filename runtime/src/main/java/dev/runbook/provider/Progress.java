package dev.runbook.provider;

import dev.runbook.language.failure.Failure;
import dev.runbook.port.Observer.Pending;
import java.util.List;

/** Looks, beside an action that waits by itself, at what it waits for; used by one thread. */
public interface Progress {
    /** What it waits for, in a few words. */
    String what();

    /** What is not ready now. Can throw {@link dev.runbook.language.failure.Failed}. */
    List<Pending> look(World world) throws InterruptedException;

    /**
     * What was not ready when the end came.
     *
     * @param said whether the action itself says that something was not ready
     */
    List<Pending> atTheEnd(boolean said);

    /** The failure that it ended with, with what was seen beside it. */
    Failure explained(Failure failure, List<Pending> notReady);
}
