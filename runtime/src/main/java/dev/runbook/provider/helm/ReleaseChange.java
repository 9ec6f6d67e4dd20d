package dev.runbook.provider.helm;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Progress;
import dev.runbook.provider.ReleaseName;
import java.util.Map;
import java.util.Optional;

/** What the actions that change the release that stands first have in common: what they wait for, and which release it is. */
interface ReleaseChange extends Action {
    @Override
    default Optional<Progress> awaits(Call call) {
        return ReleaseProgress.of(call, HelmCalls.argument(call, 0, HelmNames::release));
    }

    @Override
    default Optional<ReleaseName> locks(Call call) {
        return HelmCalls.release(call, 0);
    }

    @Override
    default String mark(Call call) throws InterruptedException {
        return ReleaseEvidence.mark(call);
    }

    @Override
    default Map<String, Value> meant(Call call) throws InterruptedException {
        return ReleaseEvidence.meant(call);
    }

    @Override
    default boolean same(Call call, Value before, Value now) throws InterruptedException {
        return ReleaseEvidence.same(call, before, now);
    }

    @Override
    default String words(Value identity) {
        return ReleaseIdentity.words(identity);
    }
}
