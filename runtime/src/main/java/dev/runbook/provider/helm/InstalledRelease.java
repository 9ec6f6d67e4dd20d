package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The revision that values of a release are held against: the last that was deployed.
 *
 * @param stored what helm keeps of it
 */
record InstalledRelease(String release, String namespace, int revision, StoredRelease stored) {
    /** Of the release that the call's option names; empty where there is none, or where its record cannot be read. */
    static Optional<InstalledRelease> of(Call call) throws InterruptedException {
        if (call.option("release").isEmpty()) {
            return Optional.empty();
        }
        String release =
                HelmNames.release(ArgumentText.of(call.option("release").orElseThrow(), "release"));
        String namespace = HelmCalls.namespace(call);
        try {
            OptionalInt revision = Helm.lastDeployed(call.client(Helm.class).history(release, namespace));
            if (revision.isEmpty()) {
                return Optional.empty();
            }
            Optional<StoredRelease> stored = record(
                            call.client(ClusterReader.class), release, namespace, revision.getAsInt())
                    .flatMap(StoredRelease::of);
            return stored.map(known -> new InstalledRelease(release, namespace, revision.getAsInt(), known));
        } catch (Failed unread) {
            if (unread.failure().kind() == FailureClass.ReleaseNotFound
                    || unread.failure().kind() == FailureClass.Forbidden) {
                return Optional.empty();
            }
            throw unread;
        }
    }

    private static Optional<KubeObject> record(ClusterReader cluster, String release, String namespace, int revision)
            throws InterruptedException {
        Optional<Kind> secret = cluster.kind("v1", "Secret");
        return secret.isPresent()
                ? cluster.get(secret.get(), namespace, ReleaseRecord.name(release, revision))
                : Optional.empty();
    }

    List<KubeObject> objects() {
        return ManifestObjects.of(stored.manifest());
    }
}
