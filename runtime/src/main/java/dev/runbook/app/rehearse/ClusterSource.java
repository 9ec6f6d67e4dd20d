package dev.runbook.app.rehearse;

import dev.runbook.provider.helm.Helm;

/**
 * The operator's cluster, which a rehearsal begins with a copy of.
 *
 * @param settings which one it is, as {@code exec} is told
 * @param secrets whether Secrets besides helm's own records are copied
 */
public record ClusterSource(Helm.Settings settings, boolean secrets) {}
