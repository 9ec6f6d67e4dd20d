package dev.runbook.rehearsal.http;

import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.api.ResourceTypes;
import java.util.List;
import java.util.Set;

/** What the path of a request addresses: a type, perhaps in a namespace, perhaps one object, perhaps a part of it. */
record ResourcePath(ResourceType type, String namespace, String name, String subresource) {

    /** Reads what follows {@code /api/v1} or {@code /apis/GROUP/VERSION}. */
    static ResourcePath of(ResourceTypes types, String group, String version, List<String> rest) {
        String namespace = "";
        List<String> segments = rest;
        boolean namespaceItself = group.isEmpty()
                && rest.size() >= 2
                && rest.get(0).equals("namespaces")
                && (rest.size() == 2
                        || (rest.size() == 3 && Set.of("status", "finalize").contains(rest.get(2))));
        if (rest.size() >= 3 && rest.get(0).equals("namespaces") && !namespaceItself) {
            namespace = rest.get(1);
            segments = rest.subList(2, rest.size());
        }
        if (segments.isEmpty() || segments.size() > 3) {
            throw ApiError.unknownPath();
        }
        ResourceType type = types.byPlural(group, version, segments.get(0)).orElseThrow(ApiError::unknownPath);
        String name = segments.size() > 1 ? segments.get(1) : "";
        String subresource = segments.size() > 2 ? segments.get(2) : "";
        boolean fits = type.namespaced() ? name.isEmpty() || !namespace.isEmpty() : namespace.isEmpty();
        boolean known = subresource.isEmpty() || type.subresources().contains(subresource);
        if (!fits || !known) {
            throw ApiError.unknownPath();
        }
        return new ResourcePath(type, namespace, name, subresource);
    }

    ObjectKey key() {
        return type.key(namespace, name);
    }
}
