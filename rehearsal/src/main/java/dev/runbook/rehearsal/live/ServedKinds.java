package dev.runbook.rehearsal.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.api.ResourceTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out which kinds a server serves, in the order in which it prefers their versions. */
final class ServedKinds {
    private final ReadOnlyServer server;
    private final ResourceTypes known = new ResourceTypes();

    ServedKinds(ReadOnlyServer server) {
        this.server = server;
    }

    /**
     * All of them.
     *
     * @param missing is told what could not be found out
     */
    List<ServedKind> all(ParallelReads reads, MissingParts missing)
            throws ReadOnlyServer.ReadRefused, InterruptedException {
        Set<String> others = ofOtherServers();
        List<String> versions = new ArrayList<>(List.of("v1"));
        for (ObjectNode group : JsonTrees.objects(server.get("/apis").path("groups"))) {
            JsonTrees.objects(group.path("versions"))
                    .forEach(version -> versions.add(JsonTrees.text(version, "groupVersion")));
        }
        List<ServedKind> kinds = new ArrayList<>();
        reads.all(versions, version -> {
                    try {
                        return of(version, !others.contains(version));
                    } catch (ReadOnlyServer.ReadRefused silent) {
                        // An aggregated server that is away: nothing of it is used by helm either.
                        missing.add(version, "", silent);
                        return List.<ServedKind>of();
                    }
                })
                .forEach(kinds::addAll);
        return kinds;
    }

    /** The versions that another server answers for, such as one of metrics: there may be much of it, and no release has it. */
    private Set<String> ofOtherServers() throws InterruptedException {
        try {
            return server.list("/apis/apiregistration.k8s.io/v1/apiservices", "").stream()
                    .map(api -> api.path("spec"))
                    .filter(spec -> spec.hasNonNull("service"))
                    .map(spec -> JsonTrees.text(spec, "group") + "/" + JsonTrees.text(spec, "version"))
                    .collect(Collectors.toSet());
        } catch (ReadOnlyServer.ReadRefused untold) {
            return Set.of("metrics.k8s.io/v1beta1", "custom.metrics.k8s.io/v1beta1", "external.metrics.k8s.io/v1beta1");
        }
    }

    private List<ServedKind> of(String version, boolean own) throws ReadOnlyServer.ReadRefused, InterruptedException {
        int slash = version.indexOf('/');
        String group = slash < 0 ? "" : version.substring(0, slash);
        JsonNode list = server.get((slash < 0 ? "/api/" : "/apis/") + version);
        Map<String, ObjectNode> main = new LinkedHashMap<>();
        Map<String, List<String>> parts = new LinkedHashMap<>();
        for (ObjectNode entry : JsonTrees.objects(list.path("resources"))) {
            String[] name = JsonTrees.text(entry, "name").split("/", 2);
            if (name.length == 1) {
                main.put(name[0], entry);
            } else {
                parts.computeIfAbsent(name[0], none -> new ArrayList<>()).add(name[1]);
            }
        }
        List<ServedKind> kinds = new ArrayList<>();
        main.forEach((plural, entry) -> {
            List<String> verbs = JsonTrees.texts(entry.path("verbs"));
            // What can only be asked, such as reviews of rights, is no object.
            if (verbs.contains("get") || verbs.contains("list")) {
                kinds.add(new ServedKind(
                        type(group, version.substring(slash + 1), plural, entry, parts.getOrDefault(plural, List.of())),
                        own && verbs.contains("list")));
            }
        });
        return kinds;
    }

    private ResourceType type(String group, String version, String plural, ObjectNode entry, List<String> parts) {
        Optional<ResourceType> ours = known.byPlural(group, version, plural);
        return ours.orElseGet(() -> new ResourceType(
                group,
                version,
                plural,
                JsonTrees.text(entry, "kind"),
                entry.path("namespaced").asBoolean(),
                JsonTrees.texts(entry.path("shortNames")),
                JsonTrees.texts(entry.path("categories")),
                List.copyOf(parts),
                known.all().stream()
                        .filter(other ->
                                other.group().equals(group) && other.plural().equals(plural))
                        .map(ResourceType::countsGenerations)
                        .findFirst()
                        .orElse(!group.isEmpty()),
                List.of()));
    }
}
