package dev.runbook.rehearsal.controller;

import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.store.ObjectEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** Brings one kind of object a step closer to what it asks for. */
interface Reconciler {

    /** The objects of this reconciler that a change is about. */
    Collection<ObjectKey> concernedBy(ObjectEvent change);

    /** Does what can be done now; says when to look again if time alone will change something. */
    Optional<Duration> reconcile(ObjectKey key);
}
