package dev.runbook.port;

import dev.runbook.language.value.ResourceId;
import java.util.Collection;
import java.util.Map;

/** Changes objects of a cluster. Every method can throw {@link dev.runbook.language.failure.Failed}. */
public interface ClusterWriter {
    /**
     * Merges a patch into the very object that {@code object} names by UID; a new object of the same name is refused.
     *
     * @param subresource such as {@code scale}; empty for the object itself
     * @param patch as RFC 7386 means it: a null takes a key away
     */
    void patch(ResourceId object, String subresource, Map<String, Object> patch) throws InterruptedException;

    /**
     * Makes an object; one of its name that is there already is refused.
     *
     * @param object what stands in it beside its kind and namespace
     */
    void create(ClusterReader.Kind kind, String namespace, Map<String, Object> object) throws InterruptedException;

    /**
     * Server-side apply as the field manager {@code runbook}: what the manifest says becomes so, and what it does not speak
     * of stays. Fields that helm has set are taken over; of others' the failure names the conflict.
     *
     * @param manifest YAML of one object
     */
    void apply(ClusterReader.Kind kind, String namespace, String name, String manifest) throws InterruptedException;

    /** What {@link #apply} would make of the object, by a dry run of the server: nothing is stored. */
    KubeObject applied(ClusterReader.Kind kind, String namespace, String name, String manifest)
            throws InterruptedException;

    /**
     * Deletes the very object that {@code object} names by UID.
     *
     * @param cascade what becomes of what it owns
     * @return whether it was there; a new object of the same name is left alone
     */
    boolean delete(ResourceId object, Cascade cascade) throws InterruptedException;

    /** What becomes of what a deleted object owns, as kubectl's {@code --cascade} names it. */
    enum Cascade {
        /** It goes after the object. */
        BACKGROUND("Background"),
        /** It goes first, and the object after it. */
        FOREGROUND("Foreground"),
        /** It stays, and belongs to nobody until something takes it over. */
        ORPHAN("Orphan");

        private final String policy;

        Cascade(String policy) {
            this.policy = policy;
        }

        /** As the API takes it. */
        public String policy() {
            return policy;
        }
    }

    /**
     * Whether we have these rights, as the API server itself tells. It is asked about many at once; one that does not
     * answer tells nothing, and nothing is thrown.
     */
    Map<Right, Permission> may(Collection<Right> rights) throws InterruptedException;
}
