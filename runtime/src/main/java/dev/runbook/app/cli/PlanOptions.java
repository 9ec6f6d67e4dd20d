package dev.runbook.app.cli;

import picocli.CommandLine.Option;

/** How a plan is made, for {@code plan} and for {@code exec --dry-run}. */
final class PlanOptions {
    @Option(names = "--offline", description = "Of a plan: read nothing; draw what the text decides.")
    boolean offline;

    @Option(
            names = "--detailed-exitcode",
            description = "Of a plan: exit with 2 when there is something to do, and with 3 when that cannot be known.")
    boolean detailed;

    @Option(names = "--all", description = "Of a plan: leave out nothing.")
    boolean all;
}
