package dev.runbook.action;

import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import dev.runbook.helm.HelmNames;
import dev.runbook.port.Processes;
import dev.runbook.value.SemanticVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** {@code helm.repo_update "coder"}. */
public final class HelmRepoUpdate implements Action {
    /** What helm before 3.7 says of a repository that does not answer, and then ends with 0 all the same. */
    private static final String NO_UPDATE = "Unable to get an update from the";

    @Override
    public String name() {
        return "helm.repo_update";
    }

    @Override
    public Intent intent(Call call) {
        return HelmCalls.intent(call, HelmRepoUpdate::arguments);
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        AtomicReference<Optional<String>> refusal = new AtomicReference<>(Optional.empty());
        Outcome outcome = HelmCalls.run(call, HelmRepoUpdate::arguments, (stream, line) -> {
            if (line.contains(NO_UPDATE)) {
                refusal.set(Optional.of(line));
            }
            output.line(stream, line);
        });
        Optional<String> refused = refusal.get();
        if (outcome instanceof Outcome.Done && refused.isPresent()) {
            return new Outcome.NotDone(Failure.of(
                    FailureClass.Unreachable,
                    refused.get().replaceFirst("^\\.\\.\\.", "").strip(),
                    "Check the repository's address and the network."));
        }
        return outcome;
    }

    private static List<String> arguments(Call call, SemanticVersion helm) {
        List<String> arguments = new ArrayList<>(List.of("repo", "update"));
        boolean takesNames = helm.major() > 3 || helm.minor() >= 7;
        if (takesNames) {
            for (int i = 0; i < call.positional().size(); i++) {
                arguments.add(HelmCalls.rest(call, i, "names", HelmNames::repository));
            }
        }
        if (takesNames && helm.major() == 3) {
            arguments.add("--fail-on-repo-update-fail");
        }
        return arguments;
    }
}
