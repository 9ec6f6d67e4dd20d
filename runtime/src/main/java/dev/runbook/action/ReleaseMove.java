package dev.runbook.action;

import dev.runbook.value.Value;

/**
 * A release that is taken to a version of a chart; each as it is known in a plan.
 *
 * @param namespace nil for the one where the call stands
 * @param version nil for the latest
 */
public record ReleaseMove(Value release, Value namespace, Value chart, Value version) {}
