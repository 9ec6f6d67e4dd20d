package dev.runbook.action;

import dev.runbook.failure.Failed;
import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import dev.runbook.helm.Helm;
import dev.runbook.kube.ReleaseManifest;
import dev.runbook.kube.ReleaseManifest.Listed;
import dev.runbook.kube.ReleaseRights.Homed;
import dev.runbook.port.ClusterReader;
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
    public static Optional<List<Listed>> listed(Helm helm, String release, String namespace)
            throws InterruptedException {
        try {
            return Optional.of(ReleaseManifest.parse(helm.manifest(release, namespace)));
        } catch (ReleaseManifest.Unreadable broken) {
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
    public static Set<Homed> of(List<Listed> objects, ClusterReader cluster, String namespace)
            throws InterruptedException {
        Map<String, Homed> kinds = new TreeMap<>();
        Map<String, Optional<ClusterReader.Kind>> known = new LinkedHashMap<>();
        for (Listed object : objects) {
            String home = object.namespace().isEmpty() ? namespace : object.namespace();
            String written = object.apiVersion() + "/" + object.kind();
            if (!known.containsKey(written)) {
                known.put(written, cluster.kind(object.apiVersion(), object.kind()));
            }
            known.getOrDefault(written, Optional.empty())
                    .map(kind -> new Homed(kind, kind.namespaced() ? home : ""))
                    .ifPresent(homed -> kinds.put(homed.namespace() + " " + homed.kind(), homed));
        }
        return Set.copyOf(kinds.values());
    }
}
