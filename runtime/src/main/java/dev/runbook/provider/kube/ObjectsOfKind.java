package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.NamespacedKind;
import dev.runbook.port.Right;
import dev.runbook.provider.Call;
import dev.runbook.provider.CallArguments;
import dev.runbook.provider.Lookup;
import dev.runbook.provider.RightsNeeded;
import java.util.List;
import java.util.Optional;

/** {@code service(…)} and its like, by name, labels or release; {@code resource(kind, …)} for any kind. */
public record ObjectsOfKind(String name) implements Lookup {
    static final String ANY_KIND = "resource";

    @Override
    public Value read(Call call) throws InterruptedException {
        boolean anyKind = name.equals(ANY_KIND);
        String written = anyKind
                ? CallArguments.text(call, 0).orElseThrow(() -> CallArguments.wrong("resource needs a kind"))
                : name;
        Optional<String> object = CallArguments.text(call, anyKind ? 1 : 0);
        Optional<String> labels = CallArguments.text(call, "labels").map(LabelSelectorSyntax::of);
        Optional<String> release = CallArguments.text(call, "release");
        ObjectSelection.oneOf(
                name,
                List.of(object, labels, release).stream()
                        .filter(Optional::isPresent)
                        .count());
        String namespace = ObjectNames.namespace(CallArguments.namespace(call));
        ClusterReader cluster = call.client(ClusterReader.class);
        ClusterReader.Kind kind = cluster.kind(anyKind ? ObjectSelection.kind(written) : written);
        if (release.isPresent()) {
            List<NamedObject> members = ReleaseObjects.read(call, release.get(), namespace).stream()
                    .filter(s -> s.asked().kind().equals(kind.name())
                            && group(s.asked().apiVersion()).equals(group(kind.apiVersion())))
                    .toList();
            return NamedObject.resources("%s of release %s".formatted(kind.plural(), release.get()), members, false);
        }
        if (labels.isPresent()) {
            List<NamedObject> members = cluster.list(kind, namespace, labels.get()).stream()
                    .map(NamedObject::of)
                    .toList();
            return NamedObject.resources("%s with labels %s".formatted(kind.plural(), labels.get()), members, false);
        }
        String named = ObjectNames.of(kind, object.orElseThrow());
        ResourceId asked =
                new ResourceId(kind.apiVersion(), kind.name(), kind.namespaced() ? namespace : "", named, "");
        NamedObject found = new NamedObject(asked, cluster.get(kind, namespace, named));
        return NamedObject.resources(asked.shortName(), List.of(found), true);
    }

    @Override
    public Value foreseen(Call call, RightsNeeded needed) throws InterruptedException {
        Optional<String> namespace = call.knownNamespace();
        Optional<String> written = name.equals(ANY_KIND) ? call.knownText(0) : Optional.of(name);
        if (namespace.isEmpty()) {
            return call.unknown();
        }
        Optional<String> release = call.knownText("release");
        if (release.isPresent()) {
            return ReleaseObjects.foreseen(call, release.get(), namespace.get(), needed);
        }
        if (written.isEmpty()) {
            return call.unknown();
        }
        try {
            List<NamespacedKind> kinds =
                    List.of(new NamespacedKind(call.client(ClusterReader.class).kind(written.get()), namespace.get()));
            if (call.knownText("labels").isPresent()) {
                needed.always(List.of(Right.of("list", kinds.getFirst().kind(), namespace.get())));
            }
            ObjectRights.read(kinds, needed);
            return ObjectRights.of(kinds);
        } catch (Failed unheardOf) {
            return call.unknown();
        }
    }

    private static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }
}
