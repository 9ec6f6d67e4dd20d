package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failure;
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
import java.util.Optional;

/** {@code resource.delete resources}: deletes these very objects. */
public final class ResourceDelete implements Action {
    @Override
    public String name() {
        return "resource.delete";
    }

    @Override
    public Intent intent(Call call) {
        return new Intent.Deed("delete " + ResourceChange.words(call));
    }

    @Override
    public void rights(Call call, RightsNeeded needed) throws InterruptedException {
        ObjectRights.change(call, "delete", needed);
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        Optional<Failure> missing =
                DeletionRights.missing(call, ResourceChange.resources(call).members());
        if (missing.isPresent()) {
            return new Outcome.NotDone(missing.get());
        }
        return ResourceChange.each(
                call,
                "deleted",
                o -> !o.uid().isEmpty() && call.client(ClusterWriter.class).delete(o));
    }

    @Override
    public Map<String, Value> meant(Call call) {
        return ObjectIdentity.of(call);
    }

    @Override
    public Call again(Call call, StateBefore before) throws InterruptedException {
        return ObjectIdentity.held(call, before);
    }

    /** Those that are gone stay gone; what has the name of one by now was not meant. */
    @Override
    public Evidence evidence(Call call, StateBefore before) throws InterruptedException {
        if (before.meant().isEmpty()) {
            return ObjectIdentity.unknown(call);
        }
        ObjectIdentity.Matches found = ObjectIdentity.find(call, before);
        return found.same().isEmpty()
                ? new Evidence.Present(found.words().isEmpty() ? "nothing was to be deleted" : found.words())
                : new Evidence.Absent(
                        found.same().size() + " of the objects are still there, and only these are deleted");
    }
}
