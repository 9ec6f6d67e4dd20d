package dev.runbook.provider;

import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A release that is taken to a version of a chart; each as it is known in a plan.
 *
 * @param namespace nil for the one where the call stands
 * @param version nil for the latest
 * @param history the lookup that tells the revisions of a release by its name
 * @param running the version that runs, of the revisions that this lookup tells; empty when none does
 * @param newest the lookup that tells the newest version of a chart by its name
 */
public record ReleaseMove(
        Value release,
        Value namespace,
        Value chart,
        Value version,
        Signature history,
        Function<List<Value>, Optional<String>> running,
        Signature newest) {}
