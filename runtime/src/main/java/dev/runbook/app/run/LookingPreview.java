package dev.runbook.app.run;

import dev.runbook.app.composition.Execution;
import dev.runbook.app.composition.ScratchHelm;
import dev.runbook.app.composition.ShadowTrials;
import dev.runbook.language.failure.Failed;
import dev.runbook.provider.Call;
import dev.runbook.provider.Outcome;
import dev.runbook.rehearsal.shadow.ShadowCluster;
import dev.runbook.run.plan.Preview;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What a drawn plan looks at of an action; the server does dry runs for it where it is known that they arrive as such. */
final class LookingPreview implements Preview {
    private final ScratchHelm helm;
    private final Execution here;
    private Optional<Boolean> dryRuns = Optional.empty();

    LookingPreview(ScratchHelm helm, Execution here) {
        this.helm = helm;
        this.here = here;
    }

    @Override
    public Optional<Outcome> of(Call call) throws InterruptedException {
        return helm.preview(call);
    }

    @Override
    public List<String> differences(Call call) throws InterruptedException {
        if (dryRuns.isEmpty()) {
            dryRuns = Optional.of(arrive());
        }
        return dryRuns.get() ? Preview.super.differences(call) : List.of();
    }

    private boolean arrive() throws InterruptedException {
        try {
            ShadowCluster.requireDryRuns(ShadowTrials.server(here.cluster()), here.namespace());
            return true;
        } catch (IOException | Failed unsuited) {
            return false;
        }
    }
}
