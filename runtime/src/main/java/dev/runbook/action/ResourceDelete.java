package dev.runbook.action;

import dev.runbook.failure.Failure;
import dev.runbook.port.Processes;
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
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        Optional<Failure> missing =
                DeletionRights.missing(call, ResourceChange.resources(call).members());
        if (missing.isPresent()) {
            return new Outcome.NotDone(missing.get());
        }
        return ResourceChange.each(
                call,
                "deleted",
                o -> !o.uid().isEmpty() && call.world().writer().delete(o));
    }

    @Override
    public Evidence evidence(Call call, String mark) {
        return new Evidence.Missing("only objects of these very UIDs are deleted, and those that are gone stay gone");
    }
}
