package dev.runbook.rehearsal.registry;

import java.util.function.Consumer;

/**
 * What a client says beside the body of a write: whether to store it, in whose name, and whether the write is a
 * server-side apply, which has settled the ownership of fields already; and through which
 * part of the object it came.
 *
 * @param warnings get what the client is to be warned of
 */
public record WriteOptions(
        boolean dryRun, String fieldManager, boolean applied, String subresource, Consumer<String> warnings) {

    /** A write of the cluster's own. */
    public static final WriteOptions INTERNAL = new WriteOptions(false, "", false, "", none -> {});
}
