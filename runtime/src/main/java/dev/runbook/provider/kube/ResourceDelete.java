package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.ClusterWriter.Cascade;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Processes;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Impact.Loss;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.RightsNeeded;
import dev.runbook.provider.StateBefore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        return new Intent.Description("delete " + ResourceChange.words(call));
    }

    private static Cascade cascade(Call call) {
        return call.knownText("cascade")
                .map(written -> Cascade.valueOf(written.toUpperCase(Locale.ROOT)))
                .orElse(Cascade.BACKGROUND);
    }

    @Override
    public void rights(Call call, RightsNeeded needed) throws InterruptedException {
        ObjectRights.change(call, "delete", needed);
    }

    @Override
    public Impact impact(Call call) throws InterruptedException {
        ClusterReader cluster = call.client(ClusterReader.class);
        List<KubeObject> there = new ArrayList<>();
        for (ResourceId object : ResourceChange.resources(call).members()) {
            Optional<Kind> kind =
                    object.uid().isEmpty() ? Optional.empty() : cluster.kind(object.apiVersion(), object.kind());
            if (kind.isPresent()) {
                cluster.get(kind.get(), object.namespace(), object.name())
                        .filter(now -> now.uid().equals(object.uid()))
                        .ifPresent(there::add);
            }
        }
        List<Loss> themselves = there.stream()
                .flatMap(object -> StoredData.itself(object).stream().map(words -> new Loss(object.id(), words)))
                .toList();
        return Removal.of(cluster, there, cascade(call) != Cascade.ORPHAN)
                .and(Impact.removing(List.of(), themselves, List.of()));
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
                o -> !o.uid().isEmpty() && call.client(ClusterWriter.class).delete(o, cascade(call)));
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
        return ObjectIdentity.deleted(call, before);
    }
}
