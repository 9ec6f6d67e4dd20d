package dev.runbook.provider;

import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.Value;

/**
 * A release that is taken to a version of a chart; each as it is known in a plan.
 *
 * @param namespace nil for the one where the call stands
 * @param version nil for the latest
 * @param history the lookup that tells the revisions of a release by its name
 * @param newest the lookup that tells the newest version of a chart by its name
 */
public record ReleaseMove(
        Value release, Value namespace, Value chart, Value version, Signature history, Signature newest) {}
