package dev.runbook.provider;

/**
 * A release in its namespace.
 *
 * @param namespace empty for the one that the cluster's configuration names
 */
public record ReleaseName(String namespace, String release) {
    /** The same where a namespace stands for none. */
    public ReleaseName orIn(String defaultNamespace) {
        return namespace.isEmpty() ? new ReleaseName(defaultNamespace, release) : this;
    }

    /** For people. */
    public String words() {
        return "release " + release + " in namespace " + namespace;
    }
}
