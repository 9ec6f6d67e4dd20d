package dev.runbook.port;

import java.util.Comparator;

/**
 * Something that an account may do or not, named as RBAC names it.
 *
 * @param verb such as {@code list}
 * @param resource such as {@code services} or {@code deployments/scale}
 * @param group of the API; empty for the core one
 * @param namespace empty for what no namespace holds
 */
public record Right(String verb, String resource, String group, String namespace) implements Comparable<Right> {
    private static final Comparator<Right> ORDER = Comparator.comparing(Right::namespace)
            .thenComparing(Right::resource)
            .thenComparing(Right::group)
            .thenComparing(Right::verb);

    /** A verb on a kind of object. */
    public static Right of(String verb, ClusterReader.Kind kind, String namespace) {
        int slash = kind.apiVersion().indexOf('/');
        return new Right(
                verb,
                kind.plural(),
                slash < 0 ? "" : kind.apiVersion().substring(0, slash),
                kind.namespaced() ? namespace : "");
    }

    /** The same verb on a part of the object, such as {@code scale}. */
    public Right on(String subresource) {
        return new Right(verb, resource + "/" + subresource, group, namespace);
    }

    /** {@code delete services in namespace coder}. */
    public String words() {
        return verb + " " + resource + (group.isEmpty() ? "" : "." + group)
                + (namespace.isEmpty() ? "" : " in namespace " + namespace);
    }

    /** The command that asks the server for it. */
    public String question() {
        return "kubectl auth can-i " + verb + " " + resource + (group.isEmpty() ? "" : "." + group)
                + (namespace.isEmpty() ? "" : " --namespace=" + namespace);
    }

    @Override
    public int compareTo(Right other) {
        return ORDER.compare(this, other);
    }
}
