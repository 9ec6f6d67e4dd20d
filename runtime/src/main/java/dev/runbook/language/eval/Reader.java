package dev.runbook.language.eval;

import dev.runbook.language.value.Value;

/** Answers the lookups of an expression. */
public interface Reader {
    /** Reads the world. */
    Value read(LookupRequest request) throws InterruptedException;
}
