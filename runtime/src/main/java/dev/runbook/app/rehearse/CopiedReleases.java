package dev.runbook.app.rehearse;

import dev.runbook.json.JsonMap;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.helm.ReleaseRecord;
import dev.runbook.provider.kube.ReleaseManifest;
import dev.runbook.rehearsal.live.ClusterCopier;
import dev.runbook.rehearsal.live.ClusterCopy;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Completes a copy with what the copied releases have elsewhere: objects in other namespaces, and all that is of their definitions. */
record CopiedReleases(ClusterCopier copier) {
    private static final String RELEASE = "meta.helm.sh/release-name";

    void complete() throws InterruptedException {
        ClusterCopy copy = copier.copy();
        Set<String> releases = new HashSet<>();
        for (Map<String, Object> secret : copy.of("", "Secret", "")) {
            JsonMap record = new JsonMap(secret);
            Optional<String> release =
                    ReleaseRecord.release(record.object("metadata").text("name"));
            if (release.isPresent() && record.text("type").equals(ReleaseRecord.TYPE)) {
                releases.add(release.get());
                elsewhere(record);
            }
        }
        for (Map<String, Object> definition : copy.of("apiextensions.k8s.io", "CustomResourceDefinition", "")) {
            JsonMap found = new JsonMap(definition);
            if (releases.contains(found.object("metadata").object("annotations").text(RELEASE))) {
                JsonMap spec = found.object("spec");
                copier.copyEverywhere(spec.text("group"), spec.object("names").text("plural"));
            }
        }
    }

    private void elsewhere(JsonMap secret) throws InterruptedException {
        String home = secret.object("metadata").text("namespace");
        for (KubeObject object : objects(secret)) {
            if (!object.namespace().isEmpty() && !object.namespace().equals(home)) {
                copier.copyObject(object.apiVersion(), object.kind(), object.namespace(), object.name());
            }
        }
    }

    /** What helm can no longer read, it does not act on either. */
    private static List<KubeObject> objects(JsonMap secret) {
        try {
            return ReleaseManifest.objects(ReleaseRecord.content(
                            ReleaseRecord.ofSecret(secret.object("data").text("release")))
                    .map(release -> release.text("manifest"))
                    .orElse(""));
        } catch (ReleaseManifest.ManifestException | IllegalArgumentException unreadable) {
            return List.of();
        }
    }
}
