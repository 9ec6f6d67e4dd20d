package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.port.Processes;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** {@code helm.repo_update "coder"}. */
public final class HelmRepoUpdate implements Action {
    /** What helm before 3.7 says of a repository that does not answer, and then ends with 0 all the same. */
    private static final String NO_UPDATE = "Unable to get an update from the";

    @Override
    public String name() {
        return "helm.repo_update";
    }

    @Override
    public Intent intent(Call call) throws InterruptedException {
        return HelmCalls.intent(call, HelmRepoUpdate::arguments);
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        Refusals refusals = new Refusals(output);
        Outcome outcome = HelmCalls.run(call, HelmRepoUpdate::arguments, refusals);
        Optional<String> refused = refusals.text();
        return refused.<Outcome>map(text -> new Outcome.NotDone(new Failure(
                        FailureClass.Unreachable,
                        Set.of(FailureClass.Unreachable),
                        text,
                        text,
                        outcome instanceof Outcome.NotDone(Failure failure) ? failure.command() : List.of(),
                        outcome instanceof Outcome.NotDone(Failure failure) ? failure.exitCode() : OptionalInt.empty(),
                        Optional.empty(),
                        List.of("Check the repository's address and the network."))))
                .orElse(outcome);
    }

    /** Listens for repositories that gave no index: helm says why on standard output, in the line behind. */
    private static final class Refusals extends Processes.ForwardingOutput {
        private final List<String> lines = new ArrayList<>();
        private boolean why;

        Refusals(Processes.Output next) {
            super(next);
        }

        @Override
        public synchronized void line(Processes.Stream stream, String line) {
            if (line.contains(NO_UPDATE) || why) {
                lines.add(line.replaceFirst("^\\.\\.\\.", "").strip());
                why = line.contains(NO_UPDATE);
            }
            super.line(stream, line);
        }

        synchronized Optional<String> text() {
            return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", lines));
        }
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
