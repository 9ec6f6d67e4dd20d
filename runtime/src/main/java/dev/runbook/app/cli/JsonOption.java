package dev.runbook.app.cli;

import picocli.CommandLine.Option;

/** Whether a command speaks to a program. */
final class JsonOption {
    @Option(names = "--json", description = "One JSON object per line, and nothing else.")
    boolean on;
}
