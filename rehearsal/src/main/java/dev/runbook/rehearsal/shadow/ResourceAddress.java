package dev.runbook.rehearsal.shadow;

import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the path of a request addresses: a resource, perhaps in a namespace, perhaps one object, perhaps a part of it. */
record ResourceAddress(String group, String version, String plural, String namespace, String name, String subresource) {
    private static final Pattern WORD = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
    private static final Pattern VERSION = Pattern.compile("v[0-9]+((alpha|beta)[0-9]+)?");

    /** Words that stand where a resource does, and mean something else. */
    private static final Set<String> NO_RESOURCES = Set.of("watch", "proxy", "finalize");

    private static final Set<String> OF_NAMESPACES = Set.of("status", "finalize");

    /** Reads the segments of a path; nothing when it addresses no resource, or not in a way that is understood. */
    static Optional<ResourceAddress> of(List<String> path) {
        boolean core = path.size() > 2 && path.getFirst().equals("api");
        boolean named = path.size() > 3 && path.getFirst().equals("apis");
        if (!core && !named) {
            return Optional.empty();
        }
        String group = core ? "" : path.get(1);
        List<String> rest = path.subList(core ? 2 : 3, path.size());
        boolean inNamespace = rest.getFirst().equals("namespaces")
                && rest.size() > 2
                && !(core && rest.size() == 3 && OF_NAMESPACES.contains(rest.get(2)));
        List<String> segments = inNamespace ? rest.subList(2, rest.size()) : rest;
        if (segments.size() > 3) {
            return Optional.empty();
        }
        ResourceAddress address = new ResourceAddress(
                group,
                path.get(core ? 1 : 2),
                segments.getFirst(),
                inNamespace ? rest.get(1) : "",
                segments.size() > 1 ? segments.get(1) : "",
                segments.size() > 2 ? segments.get(2) : "");
        return address.isUnderstood() ? Optional.of(address) : Optional.empty();
    }

    private boolean isUnderstood() {
        return (group.isEmpty() || WORD.matcher(group).matches())
                && VERSION.matcher(version).matches()
                && WORD.matcher(plural).matches()
                && !NO_RESOURCES.contains(plural)
                && (namespace.isEmpty() || WORD.matcher(namespace).matches())
                && !Set.of(".", "..").contains(name)
                && name.chars().noneMatch(c -> c == '/' || c == '%' || c < ' ')
                && (subresource.isEmpty() || WORD.matcher(subresource).matches());
    }

    /** The path, written anew from what was understood. */
    String path() {
        StringBuilder path = new StringBuilder(group.isEmpty() ? "/api/" : "/apis/" + group + "/").append(version);
        if (!namespace.isEmpty()) {
            path.append("/namespaces/").append(namespace);
        }
        path.append('/').append(plural);
        if (!name.isEmpty()) {
            path.append('/')
                    .append(URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        if (!subresource.isEmpty()) {
            path.append('/').append(subresource);
        }
        return path.toString();
    }

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    ResourceAddress named(String other) {
        return new ResourceAddress(group, version, plural, namespace, other, "");
    }

    ResourceAddress in(String other) {
        return new ResourceAddress(group, version, plural, other, name, subresource);
    }

    ResourceAddress collection() {
        return named("");
    }

    boolean is(String wantedGroup, String wantedPlural) {
        return group.equals(wantedGroup) && plural.equals(wantedPlural);
    }

    /** Which object it is, whatever version of the API it is asked in. */
    OverlayKey key() {
        return new OverlayKey(group, plural, namespace, name);
    }

    /** The object as error messages name it. */
    ObjectKey shown(String kind) {
        ResourceType type = new ResourceType(
                group, version, plural, kind, !namespace.isEmpty(), List.of(), List.of(), List.of(), true, List.of());
        return new ObjectKey(type, namespace, name);
    }
}
