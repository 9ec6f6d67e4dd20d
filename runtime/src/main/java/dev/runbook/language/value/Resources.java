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

    /** Each of them by itself, as a loop goes through them. */
    public java.util.List<Value> each() {
        return members.stream()
                .<Value>map(member ->
                        new Resources(member.shortName(), java.util.List.of(member), java.util.List.of(), true))
                .toList();
    }
}
