package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Processes;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.RightsNeeded;
import dev.runbook.provider.StateBefore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code helm.rollback release, revision}. */
public final class HelmRollback implements ReleaseChange {
    @Override
    public String name() {
        return "helm.rollback";
    }

    @Override
    public Intent intent(Call call) throws InterruptedException {
        return HelmCalls.intent(call, HelmRollback::arguments);
    }

    @Override
    public void rights(Call call, RightsNeeded needed) throws InterruptedException {
        HelmRights.change(call, needed);
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        try {
            HelmCalls.check(call, HelmRollback::arguments);
            List<KubeObject> dropped =
                    call.positional().size() < 2 ? List.of() : OrderedRemoval.dropped(call, RollbackImpact::target);
            Optional<Failure> held =
                    FinalizedResources.deleteFirst(call, ReleaseOperation.Verb.ROLLBACK, dropped, output);
            if (held.isPresent()) {
                return new Outcome.NotDone(held.get());
            }
        } catch (Failed wrong) {
            return new Outcome.NotDone(wrong.failure());
        }
        return HelmCalls.run(call, ReleaseOperation.Verb.ROLLBACK, HelmRollback::arguments, output);
    }

    @Override
    public Evidence evidence(Call call, StateBefore before) throws InterruptedException {
        return ReleaseEvidence.changed(call, before, ReleaseEvidence::rolledBack);
    }

    @Override
    public Impact impact(Call call) throws InterruptedException {
        return RollbackImpact.of(call);
    }

    private static List<String> arguments(Call call, SemanticVersion helm) {
        List<String> arguments = new ArrayList<>(List.of("rollback", HelmCalls.argument(call, 0, HelmNames::release)));
        // A revision that is nil is refused: a release that never was deployed has none to go back to.
        if (call.positional().size() > 1) {
            arguments.add(HelmCalls.argument(call, 1, UnaryOperator.identity()));
        }
        arguments.addAll(HelmFlags.rollback(call.options(), helm));
        return arguments;
    }
}
