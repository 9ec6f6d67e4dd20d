package dev.runbook.provider.helm;

import dev.runbook.language.value.SemanticVersion;
import dev.runbook.port.Processes;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import java.util.ArrayList;
import java.util.List;

/** {@code helm.repo_add "coder", "https://helm.coder.com"}. */
public final class HelmRepoAdd implements Action {
    /** An older helm overwrites what it knows by that name anyhow, and has no flag for it. */
    private static final SemanticVersion TELLS_OVERWRITING =
            SemanticVersion.parse("3.3.2").orElseThrow();

    @Override
    public String name() {
        return "helm.repo_add";
    }

    @Override
    public Intent intent(Call call) throws InterruptedException {
        return HelmCalls.intent(call, HelmRepoAdd::arguments);
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        return HelmCalls.run(call, HelmRepoAdd::arguments, output);
    }

    private static List<String> arguments(Call call, SemanticVersion helm) {
        List<String> arguments = new ArrayList<>(List.of(
                "repo",
                "add",
                HelmCalls.argument(call, 0, HelmNames::repository),
                HelmCalls.argument(call, 1, HelmNames::url)));
        if (call.isTrue("force_update") && helm.compareTo(TELLS_OVERWRITING) >= 0) {
            arguments.add("--force-update");
        }
        return arguments;
    }
}
