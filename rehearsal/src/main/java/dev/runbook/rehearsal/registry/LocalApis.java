package dev.runbook.rehearsal.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ResourceType;
import java.util.List;

/** The APIs that the server itself answers for, as its list of APIServices names them. */
public record LocalApis(Registry registry, ResourceType type) {
    private static final String MANAGED = "kube-aggregator.kubernetes.io/automanaged";

    /** What is asked there is kept nowhere. */
    private static final List<String> REVIEWED = List.of("authorization.k8s.io", "authentication.k8s.io");

    public static LocalApis of(Registry registry) {
        return new LocalApis(registry, registry.types().known("apiregistration.k8s.io/v1", "APIService"));
    }

    /** Names those of all types that are served. */
    public void register() {
        registry.types().all().forEach(served -> register(served.group(), served.version()));
        REVIEWED.forEach(group -> register(group, "v1"));
    }

    private void register(String group, String version) {
        String name = version + "." + group;
        if (registry.store().get(type.key("", name)).isPresent()) {
            return;
        }
        ObjectNode api = JsonTrees.object();
        ObjectNode metadata = api.putObject("metadata").put("name", name);
        metadata.putObject("labels").put(MANAGED, "true");
        api.putObject("spec")
                .put("group", group)
                .put("version", version)
                .put("groupPriorityMinimum", 1000)
                .put("versionPriority", 100);
        registry.create(type, "", api, WriteOptions.INTERNAL);
    }

    /** Takes those of a group away of which nothing is served any more. */
    public void forget(String group) {
        List<String> served = registry.types().all().stream()
                .map(kind -> kind.version() + "." + kind.group())
                .toList();
        registry.store().list(type, "").objects().stream()
                .filter(api -> JsonTrees.text(api, "spec", "group").equals(group))
                .filter(api -> !api.path("spec").hasNonNull("service"))
                .map(Meta::name)
                .filter(name -> !served.contains(name))
                .forEach(name -> registry.delete(type.key("", name), DeleteOptions.BACKGROUND));
    }
}
