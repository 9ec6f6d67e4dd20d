package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import dev.runbook.provider.helm.ManifestObjects.ManifestKey;
import dev.runbook.provider.kube.NamedObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which fields of which objects a server has refused to change, where it does not say so itself. */
final class RefusedFields {
    private RefusedFields() {}

    /** The failure of an upgrade with what differs in the objects that it names; as it is where that cannot be found out. */
    static Failure withFields(Call call, Failure failure) throws InterruptedException {
        ReleaseContents objects = new ReleaseContents(call);
        try {
            Map<ManifestKey, KubeObject> wanted = objects.byKey(wanted(call, objects));
            List<String> differing = new ArrayList<>();
            for (ResourceId named : NamedObjects.all(failure.output(), HelmCalls.namespace(call))) {
                Optional<KubeObject> rendered = wanted.values().stream()
                        .filter(object -> object.kind().equals(named.kind())
                                && object.name().equals(named.name()))
                        .findFirst();
                Optional<KubeObject> now = rendered.isPresent() ? objects.live(rendered.get()) : Optional.empty();
                if (now.isPresent()) {
                    String fields = DifferingFields.of(now.get(), rendered.orElseThrow());
                    if (!fields.isEmpty()) {
                        differing.add(named.shortName() + " " + fields);
                    }
                    // What its claims cannot become is no reason to replace it, nor to reinstall all.
                    ClaimExpansion.of(call.client(ClusterReader.class), now.get(), rendered.orElseThrow());
                }
            }
            return differing.isEmpty()
                    ? failure
                    : failure.saying((failure.kind() == FailureClass.StorageRefused
                                    ? "the storage of a claim cannot be changed so: "
                                    : "field is immutable: ")
                            + String.join("; ", differing));
        } catch (Failed failed) {
            return failed.failure().kind() == FailureClass.StorageRefused
                    ? ClaimExpansion.refusing(failure, failed.failure().summary())
                    : failure;
        }
    }

    /** What the upgrade that failed was to make: helm has stored it, where it cannot be rendered any more. */
    private static List<KubeObject> wanted(Call call, ReleaseContents objects) throws InterruptedException {
        try {
            return UpgradeRendering.of(call);
        } catch (Failed unrendered) {
            int failed = HelmRelease.historyOrNone(call).stream()
                    .filter(revision -> revision.status().equals("failed"))
                    .reduce((earlier, later) -> later)
                    .orElseThrow(() -> unrendered)
                    .number();
            return objects.manifest(failed);
        }
    }
}
