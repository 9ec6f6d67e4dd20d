package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.api.ResourceTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says what the API serves, in the old form (group by group) and in the aggregated one (all at once). */
final class DiscoveryEndpoint {
    static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    private final ResourceTypes types;

    DiscoveryEndpoint(ResourceTypes types) {
        this.types = types;
    }

    /** {@code /api}. */
    ApiResponse core(ApiRequest request) {
        if (wantsAggregated(request)) {
            return aggregated(Map.of("", Set.of("v1")));
        }
        ObjectNode versions = JsonTrees.object().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return ApiResponse.ok(versions);
    }

    /** {@code /apis}. */
    ApiResponse groups(ApiRequest request) {
        if (wantsAggregated(request)) {
            return aggregated(namedGroups());
        }
        ObjectNode list = JsonTrees.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        namedGroups().forEach((group, versions) -> groups.add(group(group, versions)));
        return ApiResponse.ok(list);
    }

    /** {@code /apis/GROUP}. */
    Optional<ApiResponse> group(String name) {
        return Optional.ofNullable(namedGroups().get(name)).map(versions -> {
            ObjectNode group = group(name, versions);
            return ApiResponse.ok(group.put("kind", "APIGroup").put("apiVersion", "v1"));
        });
    }

    /** {@code /api/v1} and {@code /apis/GROUP/VERSION}. */
    Optional<ApiResponse> resources(String group, String version) {
        List<ObjectNode> entries = entries(group, version);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode list = JsonTrees.object().put("kind", "APIResourceList").put("apiVersion", "v1");
        list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        list.putArray("resources").addAll(entries);
        return Optional.of(ApiResponse.ok(list));
    }

    private Map<String, Set<String>> namedGroups() {
        Map<String, Set<String>> groups = new LinkedHashMap<>();
        for (ResourceType type : types.all()) {
            if (!type.group().isEmpty()) {
                groups.computeIfAbsent(type.group(), name -> new LinkedHashSet<>())
                        .add(type.version());
            }
        }
        Reviews.groups().forEach(group -> groups.put(group, Set.of("v1")));
        return groups;
    }

    private List<ObjectNode> entries(String group, String version) {
        List<ObjectNode> entries = new ArrayList<>();
        for (ResourceType type : types.all()) {
            if (type.group().equals(group) && type.version().equals(version)) {
                ObjectNode entry = entry(type.plural(), type, VERBS).put("singularName", type.singular());
                addAll(entry, "shortNames", type.shortNames());
                addAll(entry, "categories", type.categories());
                entries.add(entry);
                for (String part : type.subresources()) {
                    entries.add(entry(type.plural() + "/" + part, type, List.of("get", "patch", "update")));
                }
            }
        }
        if (version.equals("v1")) {
            entries.addAll(Reviews.discovered(group));
        }
        return entries;
    }

    private static ObjectNode entry(String name, ResourceType type, List<String> verbs) {
        ObjectNode entry = JsonTrees.object()
                .put("name", name)
                .put("singularName", "")
                .put("namespaced", type.namespaced())
                .put("kind", name.endsWith("/scale") ? "Scale" : type.kind());
        addAll(entry, "verbs", verbs);
        return entry;
    }

    private static void addAll(ObjectNode entry, String field, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = entry.putArray(field);
            values.forEach(array::add);
        }
    }

    private static ObjectNode group(String name, Set<String> versions) {
        ObjectNode group = JsonTrees.object().put("name", name);
        ArrayNode list = group.putArray("versions");
        for (String version : versions) {
            list.addObject().put("groupVersion", name + "/" + version).put("version", version);
        }
        group.set("preferredVersion", list.get(0));
        return group;
    }

    private static boolean wantsAggregated(ApiRequest request) {
        return request.accept().replace(" ", "").contains("g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");
    }

    private ApiResponse aggregated(Map<String, Set<String>> groups) {
        ObjectNode list =
                JsonTrees.object().put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/v2");
        list.putObject("metadata");
        ArrayNode items = list.putArray("items");
        groups.forEach((group, versions) -> {
            ObjectNode item = items.addObject();
            ObjectNode metadata = item.putObject("metadata");
            if (!group.isEmpty()) {
                metadata.put("name", group);
            }
            ArrayNode array = item.putArray("versions");
            for (String version : versions) {
                ObjectNode entry = array.addObject().put("version", version);
                aggregate(entry.putArray("resources"), group, version);
                entry.put("freshness", "Current");
            }
        });
        return new ApiResponse.Document(200, list, AGGREGATED);
    }

    private void aggregate(ArrayNode resources, String group, String version) {
        Map<String, ObjectNode> byName = new LinkedHashMap<>();
        for (ObjectNode entry : entries(group, version)) {
            String[] name = JsonTrees.text(entry, "name").split("/", 2);
            boolean part = name.length == 2;
            ObjectNode found = JsonTrees.object().put(part ? "subresource" : "resource", name[name.length - 1]);
            String kind = JsonTrees.text(entry, "kind");
            boolean scale = kind.equals("Scale");
            found.putObject("responseKind")
                    .put("group", scale ? "autoscaling" : group)
                    .put("version", scale ? "v1" : version)
                    .put("kind", kind);
            found.set("verbs", entry.path("verbs"));
            ObjectNode parent = byName.get(name[0]);
            if (part && parent != null) {
                parent.withArrayProperty("subresources").add(found);
            } else {
                found.put("scope", entry.path("namespaced").asBoolean() ? "Namespaced" : "Cluster");
                found.put("singularResource", JsonTrees.text(entry, "singularName"));
                for (String field : List.of("shortNames", "categories")) {
                    if (entry.has(field)) {
                        found.set(field, entry.get(field));
                    }
                }
                byName.put(name[0], found);
                resources.add(found);
            }
        }
    }
}
