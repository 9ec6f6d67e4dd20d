package dev.runbook.action;

import dev.runbook.failure.Failed;
import dev.runbook.failure.Failure;
import dev.runbook.helm.HelmFlags;
import dev.runbook.helm.HelmNames;
import dev.runbook.port.Processes;
import dev.runbook.value.SemanticVersion;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code helm.uninstall release}. */
public final class HelmUninstall implements Action {
    @Override
    public String name() {
        return "helm.uninstall";
    }

    @Override
    public Intent intent(Call call) {
        return HelmCalls.intent(call, HelmUninstall::arguments);
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        Optional<Failure> missing;
        try {
            String release = HelmCalls.argument(call, 0, HelmNames::release);
            missing = DeletionRights.missing(call, release, HelmCalls.namespace(call));
        } catch (Failed refused) {
            return new Outcome.NotDone(refused.failure());
        }
        return missing.isPresent()
                ? new Outcome.NotDone(missing.get())
                : HelmCalls.run(call, HelmUninstall::arguments, output);
    }

    @Override
    public Optional<ReleaseWait> awaits(Call call) {
        return ReleaseWait.of(call, HelmCalls.argument(call, 0, HelmNames::release));
    }

    @Override
    public String mark(Call call) throws InterruptedException {
        return ReleaseEvidence.mark(call);
    }

    @Override
    public Map<String, Value> meant(Call call) throws InterruptedException {
        return ReleaseEvidence.meant(call);
    }

    @Override
    public boolean same(Call call, Value before, Value now) {
        return ReleaseEvidence.same(call, before, now);
    }

    @Override
    public String words(Value identity) {
        return ReleaseIdentity.words(identity);
    }

    @Override
    public Evidence evidence(Call call, Before before) throws InterruptedException {
        return ReleaseEvidence.uninstalled(call, before);
    }

    private static List<String> arguments(Call call, SemanticVersion helm) {
        List<String> arguments = new ArrayList<>(List.of("uninstall", HelmCalls.argument(call, 0, HelmNames::release)));
        arguments.addAll(HelmFlags.uninstall(call.options(), helm));
        return arguments;
    }
}
