package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.Processes;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.RightsNeeded;
import dev.runbook.provider.StateBefore;
import java.util.Map;

/** {@code resource.label resources, { … }}: sets labels; nil removes one. */
public final class ResourceLabel implements Action {
    @Override
    public String name() {
        return "resource.label";
    }

    @Override
    public Intent intent(Call call) {
        return new Intent.Deed("set labels " + ResourceChange.keys(call, 1) + " of " + ResourceChange.words(call));
    }

    @Override
    public Map<String, Value> meant(Call call) {
        return ObjectIdentity.of(call);
    }

    @Override
    public Call again(Call call, StateBefore before) throws InterruptedException {
        return ObjectIdentity.held(call, before);
    }

    @Override
    public Evidence evidence(Call call, StateBefore before) throws InterruptedException {
        return ObjectIdentity.repeatable(call, before);
    }

    @Override
    public void rights(Call call, RightsNeeded needed) throws InterruptedException {
        ObjectRights.change(call, "patch", needed);
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        Map<String, Object> patch;
        try {
            patch = Map.of("metadata", Map.of("labels", ResourceChange.labels(call)));
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        }
        return ResourceChange.each(call, "labelled", object -> {
            call.client(ClusterWriter.class).patch(ResourceChange.present(object), "", patch);
            return true;
        });
    }
}
