package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.NamespacedKind;
import dev.runbook.provider.Call;
import dev.runbook.provider.RightsNeeded;
import dev.runbook.provider.kube.ReleaseManifest.Listed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the manifest of a release's newest revision lists: its objects, and their kinds. */
public final class ReleaseKinds {
    private ReleaseKinds() {}

    /** The objects of the manifest; empty when there is no such release. */
    public static Optional<List<Listed>> listed(ReleaseManifests manifests, String release, String namespace)
            throws InterruptedException {
        try {
            return Optional.of(ReleaseManifest.parse(manifests.manifest(release, namespace)));
        } catch (ReleaseManifest.ManifestException broken) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "release %s in namespace %s: %s".formatted(release, namespace, broken.getMessage())));
        } catch (Failed failed) {
            if (failed.failure().kind() == FailureClass.ReleaseNotFound) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    /** The kinds of these objects, once each; one that the server does not have is left out. */
    public static Set<NamespacedKind> of(List<Listed> objects, ClusterReader cluster, String namespace)
            throws InterruptedException {
        Map<String, NamespacedKind> kinds = new TreeMap<>();
        Map<String, Optional<ClusterReader.Kind>> known = new LinkedHashMap<>();
        for (Listed object : objects) {
            String home = object.namespace().isEmpty() ? namespace : object.namespace();
            String written = object.apiVersion() + "/" + object.kind();
            if (!known.containsKey(written)) {
                known.put(written, cluster.kind(object.apiVersion(), object.kind()));
            }
            known.getOrDefault(written, Optional.empty())
                    .map(kind -> new NamespacedKind(kind, kind.namespaced() ? home : ""))
                    .ifPresent(one -> kinds.put(one.namespace() + " " + one.kind(), one));
        }
        return Set.copyOf(kinds.values());
    }

    /** The kinds of what a release holds now, for a plan; empty where there is no such release, or it cannot be read. */
    public static Optional<Set<NamespacedKind>> foreseen(
            Call call, String release, String namespace, RightsNeeded needed) throws InterruptedException {
        try {
            Optional<List<Listed>> objects = listed(call.client(ReleaseManifests.class), release, namespace);
            return objects.isPresent()
                    ? Optional.of(of(objects.get(), call.client(ClusterReader.class), namespace))
                    : Optional.empty();
        } catch (Failed failed) {
            needed.unknown("what release " + release + " in namespace " + namespace + " holds could not be read: "
                    + failed.failure().summary());
            return Optional.empty();
        }
    }
}
