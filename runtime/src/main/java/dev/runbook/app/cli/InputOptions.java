package dev.runbook.app.cli;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.language.eval.Evaluator;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.input.Defaults;
import dev.runbook.language.input.Given;
import dev.runbook.language.input.InputProblem;
import dev.runbook.language.input.Inputs;
import dev.runbook.language.input.Resolved;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Input;
import dev.runbook.language.value.Value;
import dev.runbook.port.SecretPrompt;
import dev.runbook.run.report.ExitCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
            completionCandidates = ShippedNames.class)
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
        return values(inputs, arguments, values, environment, prompt, InputOptions::evaluate);
    }

    /** Every text that the operator has given for some input: what is named so may be read. */
    Set<String> named(Map<String, String> environment) {
        Set<String> named = new HashSet<>();
        arguments.forEach(argument -> named.add(argument.substring(argument.indexOf('=') + 1)));
        environment.forEach((name, value) -> {
            if (name.startsWith(Inputs.PREFIX)) {
                named.add(value);
            }
        });
        if (file != null) {
            new ParameterFile(file)
                    .read().values().stream().map(String::valueOf).forEach(named::add);
        }
        return named;
    }

    private static Map<String, Value> values(
            List<Input> inputs,
            List<String> arguments,
            Map<String, Object> values,
            Map<String, String> environment,
            SecretPrompt prompt,
            Defaults defaults)
            throws InterruptedException {
        Given given = new Given(arguments, values, environment, Map.of());
        Resolved resolved = Inputs.resolve(inputs, given, defaults);
        Map<String, String> typed = new LinkedHashMap<>();
        for (Input secret : Inputs.unsaid(inputs, resolved)) {
            prompt.ask(secret.name(), secret.about()).ifPresent(content -> typed.put(secret.name(), content));
        }
        if (!typed.isEmpty()) {
            resolved = Inputs.resolve(inputs, new Given(arguments, values, environment, typed), defaults);
        }
        return switch (resolved) {
            case Resolved.Values(Map<String, Value> all) -> all;
            case Resolved.Problems(List<InputProblem> problems) ->
                throw new CommandExit(
                        ExitCode.INVALID,
                        problems.stream()
                                .map(p -> "error: " + p.what() + ". " + p.fix())
                                .collect(Collectors.joining("\n")));
        };
    }

    /**
     * The values of a run that is carried on: as the journal has them. Only secrets are given again, and parameters that
     * the runbook did not have then take their defaults.
     *
     * @param file a parameter file with secrets
     */
    static Map<String, Value> again(
            List<Input> inputs,
            Map<String, Value> recorded,
            Optional<String> file,
            Map<String, String> environment,
            SecretPrompt prompt)
            throws InterruptedException {
        List<Input> open = inputs.stream()
                .filter(i -> !recorded.containsKey(i.name()) || recorded.get(i.name()) instanceof Value.Secret)
                .map(i -> recorded.get(i.name()) instanceof Value.Secret ? i.needed() : i)
                .toList();
        Map<String, Object> given = new LinkedHashMap<>();
        file.ifPresent(path -> given.putAll(new ParameterFile(path).read()));
        given.keySet().retainAll(open.stream().map(Input::name).toList());
        Map<String, Value> values = values(open, List.of(), given, environment, prompt, (expression, earlier) -> {
            Map<String, Value> all = new LinkedHashMap<>(recorded);
            all.putAll(earlier);
            return evaluate(expression, all);
        });
        Map<String, Value> all = new LinkedHashMap<>();
        inputs.forEach(i ->
                all.put(i.name(), values.getOrDefault(i.name(), recorded.getOrDefault(i.name(), Value.NIL))));
        return all;
    }

    private static Value evaluate(Expr expression, Map<String, Value> earlier) {
        try {
            return new Evaluator((lookup, receiver, positional, options, scope) -> Value.NIL)
                    .evaluate(expression, Scope.of(earlier, Value.NIL));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Value.NIL;
        } catch (Failed failed) {
            throw new CommandExit(ExitCode.INVALID, "error: " + failed.failure().summary());
        }
    }
}
