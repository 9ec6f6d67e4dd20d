package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.kube.ObjectNames;
import dev.runbook.kube.Selection;
import dev.runbook.port.ClusterReader;
import dev.runbook.value.ResourceId;
import dev.runbook.value.Value;
import java.util.List;
import java.util.Optional;

/** {@code service(…)} and its like, by name, labels or release; {@code resource(kind, …)} for any kind. */
public record ObjectsOfKind(String name) implements Lookup {
    static final String ANY_KIND = "resource";

    @Override
    public Value read(Call call) throws InterruptedException {
        boolean anyKind = name.equals(ANY_KIND);
        String written = anyKind ? Given.text(call, 0).orElseThrow(() -> Given.wrong("resource needs a kind")) : name;
        Optional<String> object = Given.text(call, anyKind ? 1 : 0);
        Optional<String> labels = Given.text(call, "labels");
        Optional<String> release = Given.text(call, "release");
        Selection.oneOf(
                name,
                List.of(object, labels, release).stream()
                        .filter(Optional::isPresent)
                        .count());
        String namespace = ObjectNames.namespace(Given.namespace(call));
        ClusterReader cluster = call.world().cluster();
        ClusterReader.Kind kind = cluster.kind(anyKind ? Selection.kind(written) : written);
        if (release.isPresent()) {
            List<Snapshot> members = ReleaseObjects.read(call, release.get(), namespace).stream()
                    .filter(s -> s.asked().kind().equals(kind.name())
                            && group(s.asked().apiVersion()).equals(group(kind.apiVersion())))
                    .toList();
            return Snapshot.resources("%s of release %s".formatted(kind.plural(), release.get()), members, false);
        }
        if (labels.isPresent()) {
            List<Snapshot> members = cluster.list(kind, namespace, labels.get()).stream()
                    .map(Snapshot::of)
                    .toList();
            return Snapshot.resources("%s with labels %s".formatted(kind.plural(), labels.get()), members, false);
        }
        String named = ObjectNames.of(kind, object.orElseThrow());
        ResourceId asked =
                new ResourceId(kind.apiVersion(), kind.name(), kind.namespaced() ? namespace : "", named, "");
        Snapshot found = new Snapshot(asked, cluster.get(kind, namespace, named));
        return Snapshot.resources(asked.shortName(), List.of(found), true);
    }

    private static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }
}
