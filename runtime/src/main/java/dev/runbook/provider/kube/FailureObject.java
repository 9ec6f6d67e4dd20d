package dev.runbook.provider.kube;

import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterReader;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import java.util.List;

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
        ClusterReader cluster = call.client(ClusterReader.class);
        ClusterReader.Kind kind = cluster.kind(written(text(named, "api"), text(named, "kind")));
        String namespace = text(named, "namespace");
        String name = text(named, "name");
        ResourceId asked = new ResourceId(kind.apiVersion(), kind.name(), kind.namespaced() ? namespace : "", name, "");
        return NamedObject.resources(
                asked.shortName(), List.of(new NamedObject(asked, cluster.get(kind, namespace, name))), true);
    }

    /** A message names the version, only the group, or neither. */
    private static String written(String api, String kind) {
        boolean version = api.contains("/") || api.matches("v\\d.*");
        return api.isEmpty() ? kind : version ? api + "/" + kind : kind + "." + api;
    }

    private static String text(Value.Entity entity, String field) {
        return entity.field(field) instanceof Value.Text(String text) ? text : "";
    }
}
