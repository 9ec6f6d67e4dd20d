package dev.runbook.rehearsal.api;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One kind of object that the API serves, with the names that clients know it by. In another version it is the same kind, and so
 * are its objects.
 *
 * @param columns that are printed of it, beside its name
 */
public record ResourceType(
        String group,
        String version,
        String plural,
        String kind,
        boolean namespaced,
        List<String> shortNames,
        List<String> categories,
        List<String> subresources,
        boolean countsGenerations,
        List<CustomColumn> columns) {
    /**
     * A column that a definition adds.
     *
     * @param path of the field, as a definition writes it: {@code .spec.size}
     */
    public record CustomColumn(String name, String type, String path) {}

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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResourceType type && group.equals(type.group) && plural.equals(type.plural);
    }

    @Override
    public int hashCode() {
        return Objects.hash(group, plural);
    }
}
