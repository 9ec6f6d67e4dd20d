package dev.runbook.run.journal;

/**
 * A process at work on a run.
 *
 * @param target the cluster, context and default namespace, for people
 * @param version of runbook
 */
public record RunSession(String target, String version, Entry.OperatorProcess operator) {}
