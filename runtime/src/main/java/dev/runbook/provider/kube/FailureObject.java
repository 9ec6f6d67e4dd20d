package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import java.util.List;
import java.util.Optional;

/** {@code failure.object}: the object that the message of a failure names, as it is now. */
public final class FailureObject implements Lookup {
    @Override
    public String name() {
        return "failure.object";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        if (!(call.receiver().orElse(Value.NIL) instanceof Value.Entity failure
                && failure.field("resource") instanceof Value.Entity named)) {
            return NamedObject.resources("the objects of the failure", List.of(), true);
        }
        ResourceId object = new ResourceId(
                text(named, "api"), text(named, "kind"), text(named, "namespace"), text(named, "name"), "");
        NamedObject now = now(call, object);
        return NamedObject.resources(now.asked().shortName(), List.of(now), true);
    }

    /** An object as it is in the cluster, of which a message has said what it says. */
    static NamedObject now(Call call, ResourceId said) throws InterruptedException {
        ClusterReader cluster = call.client(ClusterReader.class);
        ClusterReader.Kind kind = cluster.kind(written(said.apiVersion(), said.kind()));
        ResourceId asked = new ResourceId(
                kind.apiVersion(), kind.name(), kind.namespaced() ? said.namespace() : "", said.name(), "");
        Optional<KubeObject> there = cluster.get(kind, asked.namespace(), asked.name());
        return there.isEmpty() && kind.namespaced()
                ? elsewhere(cluster, kind, asked).map(NamedObject::of).orElse(new NamedObject(asked, there))
                : new NamedObject(asked, there);
    }

    /** A message seldom names a namespace, and a chart may put its objects into another one than its release is in. */
    private static Optional<KubeObject> elsewhere(ClusterReader cluster, ClusterReader.Kind kind, ResourceId asked)
            throws InterruptedException {
        try {
            List<KubeObject> found = cluster.list(kind, "", "app.kubernetes.io/managed-by=Helm").stream()
                    .filter(object -> object.name().equals(asked.name()))
                    .filter(object -> object.text("metadata", "annotations", "meta.helm.sh/release-namespace")
                            .equals(Optional.of(asked.namespace())))
                    .toList();
            return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
        } catch (Failed mayNotLook) {
            return Optional.empty();
        }
    }

    /** A message names the version, only the group, or neither. */
    private static String written(String api, String kind) {
        boolean version = api.contains("/") || api.matches("v\\d.*");
        return api.isEmpty() ? kind : version ? api + "/" + kind : kind + "." + api;
    }

    static String text(Value.Entity entity, String field) {
        return entity.field(field) instanceof Value.Text(String text) ? text : "";
    }
}
