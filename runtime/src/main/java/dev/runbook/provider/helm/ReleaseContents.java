package dev.runbook.provider.helm;

import dev.runbook.language.value.ResourceId;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import dev.runbook.provider.helm.ManifestObjects.ManifestKey;
import dev.runbook.provider.kube.CrowdReader;
import dev.runbook.provider.kube.ResourcePolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The objects of a release: as helm has stored them, and as they are now. */
final class ReleaseContents {
    private final Helm helm;
    private final ClusterReader cluster;
    private final String release;
    private final String namespace;

    ReleaseContents(Call call) {
        this.helm = call.client(Helm.class);
        this.cluster = new CrowdReader(call.client(ClusterReader.class));
        this.release = HelmCalls.argument(call, 0, HelmNames::release);
        this.namespace = HelmCalls.namespace(call);
    }

    Helm helm() {
        return helm;
    }

    ClusterReader cluster() {
        return cluster;
    }

    String release() {
        return release;
    }

    String namespace() {
        return namespace;
    }

    /** The revision that helm compares with: the newest, or, where that one failed, the last that was deployed. */
    static Optional<Helm.Revision> current(List<Helm.Revision> history) {
        if (history.isEmpty() || history.getLast().uninstalled()) {
            return Optional.empty();
        }
        return history.reversed().stream()
                .filter(Helm.Revision::deployed)
                .findFirst()
                .or(() -> Optional.of(history.getLast()));
    }

    /** What the manifest of a revision says, one after the other. */
    List<KubeObject> manifest(int revision) throws InterruptedException {
        return ManifestObjects.of(helm.manifest(release, namespace, revision));
    }

    Map<ManifestKey, KubeObject> stored(int revision) throws InterruptedException {
        return byKey(manifest(revision));
    }

    /** What its hooks delete on these occasions. */
    List<KubeObject> hooks(int revision, Set<String> occasions) throws InterruptedException {
        return HookObjects.deleted(
                ManifestObjects.of(helm.hooks(release, namespace, revision)), occasions, helm.version());
    }

    /** What an uninstall takes: of it, what counts is what the manifest says. */
    List<KubeObject> uninstalled(List<KubeObject> stored, Predicate<KubeObject> which) throws InterruptedException {
        List<KubeObject> going = new ArrayList<>();
        for (KubeObject object : stored) {
            if (which.test(object) && !ResourcePolicy.kept(object)) {
                live(object).ifPresent(going::add);
            }
        }
        return going;
    }

    Optional<KubeObject> live(KubeObject written) throws InterruptedException {
        Optional<Kind> kind = cluster.kind(written.apiVersion(), written.kind());
        return kind.isPresent() ? cluster.get(kind.get(), home(written), written.name()) : Optional.empty();
    }

    private String home(KubeObject written) {
        return written.namespace().isEmpty() ? namespace : written.namespace();
    }

    ResourceId id(KubeObject written) {
        return new ResourceId(written.apiVersion(), written.kind(), home(written), written.name(), "");
    }

    Map<ManifestKey, KubeObject> byKey(List<KubeObject> objects) {
        Map<ManifestKey, KubeObject> byKey = new LinkedHashMap<>();
        objects.forEach(object -> byKey.put(ManifestKey.of(object, namespace), object));
        return byKey;
    }

    /** Under which key an object of a manifest stands. */
    ManifestKey key(KubeObject object) {
        return ManifestKey.of(object, namespace);
    }
}
