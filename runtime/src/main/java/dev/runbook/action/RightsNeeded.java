package dev.runbook.action;

import dev.runbook.kube.ReleaseRights;
import dev.runbook.kube.ReleaseRights.Homed;
import dev.runbook.port.Right;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Is told, before a run, what a call at one place of the plan needs of the cluster. */
public interface RightsNeeded {
    /** Rights that are needed whatever the run finds there. */
    void always(Collection<Right> rights);

    /** Rights that are needed only in some cases. */
    void sometimes(Collection<Right> rights);

    /** To read objects of these kinds; in a wait they are watched as well. */
    void read(List<Homed> kinds);

    /** What helm needs to do something with a release. */
    void release(ReleaseRights does, String release, String namespace) throws InterruptedException;

    /** What helm needs besides to wait for the objects of a release. */
    void waiting(String release, String namespace, boolean watches) throws InterruptedException;

    /** The kinds of a release's objects, and of what those make, as far as they can be read now. */
    Set<Homed> members(String release, String namespace) throws InterruptedException;

    /**
     * Something is made in a namespace.
     *
     * @param made whether the namespace is made first where it is missing
     */
    void makesIn(String namespace, boolean made);

    /** From here on, a namespace that is not there yet may be: a program or a person may have made it. */
    void namespacesMayBeMade();

    /** What the call is given decides it, and is known during the run. */
    void knownLater();
}
