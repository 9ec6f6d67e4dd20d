package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Processes;
import dev.runbook.port.Right;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.RightsNeeded;
import dev.runbook.provider.StateBefore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code resource.snapshot pvc("data"), "before"}: has the storage make a VolumeSnapshot of a volume claim. */
public final class ResourceSnapshot implements Action {
    private static final String KIND = "snapshot.storage.k8s.io/v1/VolumeSnapshot";

    @Override
    public String name() {
        return "resource.snapshot";
    }

    @Override
    public Intent intent(Call call) {
        return new Intent.Description(
                "make volume snapshot %s of %s".formatted(wanted(call), ResourceChange.words(call)));
    }

    @Override
    public void rights(Call call, RightsNeeded needed) throws InterruptedException {
        ClusterReader cluster = call.client(ClusterReader.class);
        if (!(call.positional().getFirst() instanceof Resources claims)) {
            needed.knownLater();
            return;
        }
        try {
            ClusterReader.Kind kind = cluster.kind(KIND);
            needed.always(ObjectRights.kinds(claims, cluster).stream()
                    .map(homed -> Right.of("create", kind, homed.namespace()))
                    .toList());
        } catch (Failed noSuchApi) {
            needed.knownLater();
        }
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        try {
            ResourceId claim = ResourceChange.present(claim(call));
            ClusterReader.Kind kind = call.client(ClusterReader.class).kind(KIND);
            Map<String, Object> spec = new LinkedHashMap<>();
            spec.put("source", Map.of("persistentVolumeClaimName", claim.name()));
            call.option("snapshot_class")
                    .ifPresent(given -> spec.put(
                            "volumeSnapshotClassName",
                            ObjectNames.of("volumesnapshotclass", ArgumentText.of(given, "snapshot_class"))));
            call.client(ClusterWriter.class)
                    .create(
                            kind,
                            claim.namespace(),
                            Map.of("metadata", Map.of("name", wanted(call)), "spec", Map.copyOf(spec)));
            return Outcome.done("made volumesnapshot/" + wanted(call) + " in namespace " + claim.namespace()
                    + "; the storage fills it from now on");
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        }
    }

    @Override
    public Map<String, Value> meant(Call call) {
        return ObjectIdentity.of(call);
    }

    /** The UID of a snapshot of that name, if there is one. */
    @Override
    public String mark(Call call) throws InterruptedException {
        return made(call).map(KubeObject::uid).orElse("");
    }

    @Override
    public Evidence evidence(Call call, StateBefore before) throws InterruptedException {
        Optional<KubeObject> made =
                made(call).filter(snapshot -> !snapshot.uid().equals(before.mark()));
        if (made.isPresent()) {
            return new Evidence.Present("volumesnapshot/" + wanted(call) + " is there");
        }
        Evidence claim = ObjectIdentity.repeatable(call, before);
        return claim instanceof Evidence.Another
                ? claim
                : new Evidence.Absent("there is no volumesnapshot/" + wanted(call) + " that was made since");
    }

    private static Optional<KubeObject> made(Call call) throws InterruptedException {
        try {
            ClusterReader cluster = call.client(ClusterReader.class);
            return cluster.get(cluster.kind(KIND), claim(call).namespace(), wanted(call));
        } catch (Failed unread) {
            return Optional.empty();
        }
    }

    private static String wanted(Call call) {
        return ObjectNames.of(
                "volumesnapshot", ArgumentText.of(call.positional().get(1), "name"));
    }

    private static ResourceId claim(Call call) {
        List<ResourceId> members = ResourceChange.resources(call).members();
        if (members.size() != 1 || !members.getFirst().kind().equals("PersistentVolumeClaim")) {
            throw ResourceChange.wrong(
                    "resource.snapshot is given " + ResourceChange.words(call)
                            + ", and a snapshot is of one volume claim",
                    "Name the claim: pvc(\"data-timescale-0\").");
        }
        return members.getFirst();
    }
}
