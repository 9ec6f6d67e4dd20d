package dev.runbook.provider.helm;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import java.util.Set;

/**
 * What helm itself waits for while it works on a release, for whoever looks beside it.
 *
 * @param namespace as the call names it; empty for that of the context
 * @param objects whether it waits for the objects of the manifest, and not for its hooks alone
 * @param jobs whether it waits for jobs of the manifest, too
 */
public record ReleaseWait(String release, String namespace, boolean objects, boolean jobs) {
    private static final Set<String> ONLY_HOOKS = Set.of("hookOnly", "false");

    /** What a call of helm waits for; every change of a release waits for its hooks. */
    static ReleaseWait of(Call call, String release) {
        String strategy = call.option("wait_strategy")
                .map(value -> value instanceof Value.Text(String text) ? text : "")
                .orElse("false");
        boolean objects = call.isTrue("wait") || call.isTrue("atomic") || !ONLY_HOOKS.contains(strategy);
        return new ReleaseWait(release, HelmCalls.namespace(call), objects, call.isTrue("wait_for_jobs"));
    }
}
