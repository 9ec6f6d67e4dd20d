package dev.runbook.port;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads objects of a cluster. Every method can throw {@link dev.runbook.language.failure.Failed}. */
public interface ClusterReader {
    /** The object, if it is there; {@code namespace} is ignored for kinds that no namespace holds. */
    Optional<KubeObject> get(Kind kind, String namespace, String name) throws InterruptedException;

    /**
     * The objects of a kind in a namespace; in all of them where it is empty.
     *
     * @param labels a label selector as kubectl writes it; empty for all
     */
    List<KubeObject> list(Kind kind, String namespace, String labels) throws InterruptedException;

    /** The newest events about an object, oldest first, at most ten. */
    List<String> events(String namespace, String name, String uid) throws InterruptedException;

    /**
     * A kind by the name that an operator writes: {@code service}, {@code svc}, {@code apps/v1/Deployment},
     * {@code cert-manager.io/v1/Certificate}; fails when the server does not have it.
     */
    Kind kind(String written) throws InterruptedException;

    /** A kind by what a manifest says; empty when the server does not have it. */
    Optional<Kind> kind(String apiVersion, String kind) throws InterruptedException;

    /** The kinds of custom resources that the server has, each in the version that it prefers. */
    List<Kind> customKinds() throws InterruptedException;

    /** Whether the schema of a kind says that its objects have conditions in their status; only kinds of a CRD are looked up. */
    default boolean hasConditions(Kind kind) throws InterruptedException {
        return false;
    }

    /** How far the server's clock is ahead of ours, as far as its answers have told; negative when it is behind. */
    default Duration ahead() {
        return Duration.ZERO;
    }

    /**
     * A kind of object that the server has.
     *
     * @param apiVersion such as {@code apps/v1}
     * @param plural the name of the resource in URLs
     */
    record Kind(String apiVersion, String name, String plural, boolean namespaced) {}
}
