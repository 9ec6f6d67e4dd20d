package dev.runbook.rehearsal.api;

import java.util.List;
import java.util.Locale;

/** One kind of object that the API serves, with the names that clients know it by. */
public record ResourceType(
        String group,
        String version,
        String plural,
        String kind,
        boolean namespaced,
        List<String> shortNames,
        List<String> categories,
        List<String> subresources,
        boolean countsGenerations) {

    /** As written in a manifest: {@code apps/v1}, or {@code v1} for the core group. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** As written in "not found" messages: {@code deployments.apps}. */
    public String qualifiedPlural() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** As written in "is invalid" messages: {@code Deployment.apps}. */
    public String qualifiedKind() {
        return group.isEmpty() ? kind : kind + "." + group;
    }

    public String singular() {
        return kind.toLowerCase(Locale.ROOT);
    }

    public boolean hasStatus() {
        return subresources.contains("status");
    }

    public boolean is(String wantedGroup, String wantedKind) {
        return group.equals(wantedGroup) && kind.equals(wantedKind);
    }

    public ObjectKey key(String namespace, String name) {
        return new ObjectKey(this, namespaced ? namespace : "", name);
    }
}
