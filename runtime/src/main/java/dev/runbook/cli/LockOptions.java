package dev.runbook.cli;

import picocli.CommandLine.Option;

/** Whether a run keeps others out. */
final class LockOptions {
    @Option(
            names = "--no-cluster-lock",
            description = "Run without a Lease in the cluster, so that a second operator is not kept out.")
    boolean none;
}
