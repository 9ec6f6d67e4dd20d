package dev.runbook.port;

/**
 * A kind of object in a namespace.
 *
 * @param namespace ignored for kinds that no namespace holds
 */
public record NamespacedKind(ClusterReader.Kind kind, String namespace) {}
