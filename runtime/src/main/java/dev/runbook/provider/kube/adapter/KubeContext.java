package dev.runbook.provider.kube.adapter;

import io.fabric8.kubernetes.client.Config;

/**
 * The cluster that the kubeconfig points at.
 *
 * @param context empty inside a pod
 * @param server the address of the API server
 * @param namespace where a command without a namespace works
 * @param user what the kubeconfig calls the credentials; empty inside a pod
 * @param source the files of the kubeconfig
 */
record KubeContext(Config config, String context, String server, String namespace, String user, String source) {

    /** The server and the context, for people. */
    String describe() {
        return context.isEmpty() ? server + " (from inside a pod)" : server + " (context " + context + ")";
    }

    /** Where the address of the server comes from. */
    String origin() {
        return context.isEmpty() ? "the account of this pod" : "context " + context + " of " + source;
    }

    /** The kubectl command that asks the same server. */
    String kubectl(String command) {
        return context.isEmpty() ? "kubectl " + command : "kubectl --context " + context + " " + command;
    }
}
