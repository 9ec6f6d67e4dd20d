package dev.runbook.port;

/** The Kubernetes cluster that a run works on. */
public interface Cluster {
    /** Reads that ask the API server each time. */
    ClusterReader now();

    /** Changes to objects. */
    ClusterWriter writer();

    /** Reads that are kept up to date by watches, for one wait; close it to end the watches. */
    LiveReader live();

    /** Fails when the API server does not answer, or does not accept who we say that we are. */
    void reach() throws InterruptedException;

    /** The namespace of the current context, as kubectl resolves it. */
    String defaultNamespace();

    /** The API server and the context, for people. */
    String describe();
}
