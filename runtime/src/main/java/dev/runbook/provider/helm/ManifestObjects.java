package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.ReleaseManifest;
import java.util.List;
import java.util.Objects;

/** The objects of a manifest, and which of two manifests' objects are the same one. */
final class ManifestObjects {
    private ManifestObjects() {}

    static List<KubeObject> of(String manifest) {
        return read(() -> ReleaseManifest.objects(manifest));
    }

    /** As helm sends them: with numbers and truth values. */
    static List<KubeObject> typed(String manifest) {
        return read(() -> ReleaseManifest.typed(manifest));
    }

    @FunctionalInterface
    private interface ManifestReading {
        List<KubeObject> objects() throws ReleaseManifest.ManifestException;
    }

    private static List<KubeObject> read(ManifestReading reading) {
        try {
            return reading.objects();
        } catch (ReleaseManifest.ManifestException broken) {
            throw new Failed(Failure.of(FailureClass.CommandFailed, String.valueOf(broken.getMessage())));
        }
    }

    /** As helm tells them apart: by group, kind, namespace and name, whatever the version of the group. */
    record ManifestKey(String group, String kind, String namespace, String name) {
        static ManifestKey of(KubeObject object, String releaseNamespace) {
            int slash = object.apiVersion().indexOf('/');
            return new ManifestKey(
                    slash < 0 ? "" : object.apiVersion().substring(0, slash),
                    object.kind(),
                    object.namespace().isEmpty() ? releaseNamespace : object.namespace(),
                    object.name());
        }
    }

    static boolean same(KubeObject one, KubeObject other) {
        return Objects.equals(one.content(), other.content());
    }
}
