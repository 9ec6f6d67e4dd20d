package dev.runbook.run.journal;

/**
 * Which run it is.
 *
 * @param runbook the name that was asked for
 */
public record RunIdentity(String id, String runbook, Entry.Dialect dialect) {}
