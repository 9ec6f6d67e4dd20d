package dev.runbook.provider.kube.adapter;

/** The connection to the API server and what is known about it; made at the first question. */
interface ClusterConnection {
    Transport transport();

    Discovery discovery();
}
