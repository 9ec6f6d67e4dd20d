package dev.runbook.app.cli;

import dev.runbook.app.run.InputValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The parameters of a runbook, as the command line takes them. */
final class InputOptions {
    @Parameters(
            index = "0",
            paramLabel = "RUNBOOK",
            description = "A path, or the name of a shipped runbook.",
            completionCandidates = ShippedNames.class)
    String name = "";

    @Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = "Parameters of the runbook.")
    List<String> arguments = new ArrayList<>();

    @Option(
            names = {"--params", "--param-file"},
            paramLabel = "FILE",
            description = "YAML file with parameters; NAME=VALUE overrides it.")
    @Nullable
    String file;

    /** What was given for them. */
    InputValues given() {
        return new InputValues(List.copyOf(arguments), Optional.ofNullable(file));
    }
}
