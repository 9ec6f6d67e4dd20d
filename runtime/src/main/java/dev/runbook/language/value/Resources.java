package dev.runbook.language.value;

/**
 * Kubernetes objects as they were when they were looked up: the very objects, by UID.
 *
 * @param label how messages call the set, such as {@code resources of release coder}
 * @param members the objects, in the order of the manifest and then of ownership
 * @param addresses IPs and host names that load balancers had given to the members, sorted
 * @param single whether the text asked for one object by name, which may not exist
 */
public record Resources(
        String label, java.util.List<ResourceId> members, java.util.List<String> addresses, boolean single)
        implements Value {
    public Resources {
        members = java.util.List.copyOf(members);
        addresses = java.util.List.copyOf(addresses);
    }
}
