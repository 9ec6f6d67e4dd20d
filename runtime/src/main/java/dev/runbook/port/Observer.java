package dev.runbook.port;

import dev.runbook.language.value.ResourceId;

/** Is told by lookups what they still see missing, so that a wait can say what it is waiting for, and what counted. */
public interface Observer {
    Observer NONE = pending -> {};

    void pending(Pending pending);

    /** An answer that rests on a rule that nobody would expect; in a few words. */
    default void counted(String rule) {}

    /**
     * One thing that is not there yet.
     *
     * @param state in a few words: {@code Terminating 12s}, {@code 1 of 3 ready}
     * @param detail why, if that is known: {@code finalizer service.kubernetes.io/load-balancer-cleanup}; may be empty
     */
    record Pending(ResourceId resource, String state, String detail) {}
}
