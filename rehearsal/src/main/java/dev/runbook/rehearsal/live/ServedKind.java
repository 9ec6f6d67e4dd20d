package dev.runbook.rehearsal.live;

import dev.runbook.rehearsal.api.ResourceType;

/**
 * A kind that the live server serves in a version.
 *
 * @param listed whether its objects can be listed
 */
record ServedKind(ResourceType type, boolean listed) {
    String path(String namespace) {
        return (type.group().isEmpty() ? "/api/" : "/apis/" + type.group() + "/")
                + type.version()
                + (namespace.isEmpty() ? "" : "/namespaces/" + namespace)
                + "/"
                + type.plural();
    }
}
