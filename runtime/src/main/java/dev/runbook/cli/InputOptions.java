package dev.runbook.cli;

import dev.runbook.eval.Evaluator;
import dev.runbook.eval.Scope;
import dev.runbook.failure.Failed;
import dev.runbook.input.Given;
import dev.runbook.input.Inputs;
import dev.runbook.input.Problem;
import dev.runbook.input.Resolved;
import dev.runbook.port.SecretPrompt;
import dev.runbook.program.Expr;
import dev.runbook.program.Input;
import dev.runbook.report.ExitCode;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The parameters of a runbook, as the command line takes them. */
final class InputOptions {
    @Parameters(
            index = "0",
            paramLabel = "RUNBOOK",
            description = "A path, or the name of a shipped runbook.",
            completionCandidates = Shipped.class)
    String name = "";

    @Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = "Parameters of the runbook.")
    List<String> arguments = new ArrayList<>();

    @Option(
            names = {"--params", "--param-file"},
            paramLabel = "FILE",
            description = "YAML file with parameters; NAME=VALUE goes before it.")
    @Nullable
    String file;

    /** The values, or the end of the command with every problem. A secret that nothing gives is asked for. */
    Map<String, Value> resolve(
            List<Input> inputs, Map<String, Object> before, Map<String, String> environment, SecretPrompt prompt)
            throws InterruptedException {
        Map<String, Object> values = new LinkedHashMap<>(before);
        if (file != null) {
            values.putAll(new ParameterFile(file).read());
        }
        Given given = new Given(arguments, values, environment, Map.of());
        Resolved resolved = Inputs.resolve(inputs, given, InputOptions::evaluate);
        Map<String, String> typed = new LinkedHashMap<>();
        for (Input secret : Inputs.unsaid(inputs, resolved)) {
            prompt.ask(secret.name(), secret.about()).ifPresent(content -> typed.put(secret.name(), content));
        }
        if (!typed.isEmpty()) {
            resolved = Inputs.resolve(inputs, new Given(arguments, values, environment, typed), InputOptions::evaluate);
        }
        return switch (resolved) {
            case Resolved.Values(Map<String, Value> all) -> all;
            case Resolved.Problems(List<Problem> problems) ->
                throw new Stop(
                        ExitCode.INVALID,
                        problems.stream()
                                .map(p -> "error: " + p.what() + ". " + p.fix())
                                .collect(Collectors.joining("\n")));
        };
    }

    private static Value evaluate(Expr expression, Map<String, Value> earlier) {
        try {
            return new Evaluator((lookup, receiver, positional, options, scope) -> Value.NIL)
                    .evaluate(expression, Scope.of(earlier, Value.NIL));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Value.NIL;
        } catch (Failed failed) {
            throw new Stop(ExitCode.INVALID, "error: " + failed.failure().summary());
        }
    }
}
