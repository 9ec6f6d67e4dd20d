package dev.runbook.cli;

import picocli.CommandLine.Option;

/** Whether a command speaks to a program. */
final class JsonOption {
    @Option(names = "--json", description = "Print JSON, one object on each line, and nothing else.")
    boolean on;
}
