package dev.runbook.action;

import dev.runbook.helm.HelmFlags;
import dev.runbook.helm.HelmNames;
import dev.runbook.port.Processes;
import dev.runbook.value.SemanticVersion;
import java.util.ArrayList;
import java.util.List;

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
        return HelmCalls.run(call, HelmUninstall::arguments, output);
    }

    @Override
    public String mark(Call call) throws InterruptedException {
        return ReleaseEvidence.mark(call);
    }

    @Override
    public Evidence evidence(Call call, String mark) throws InterruptedException {
        return ReleaseEvidence.uninstalled(call, mark);
    }

    private static List<String> arguments(Call call, SemanticVersion helm) {
        List<String> arguments = new ArrayList<>(List.of("uninstall", HelmCalls.argument(call, 0, HelmNames::release)));
        arguments.addAll(HelmFlags.uninstall(call.options(), helm));
        return arguments;
    }
}
