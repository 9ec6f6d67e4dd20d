package dev.runbook.app.run;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.Terminal;
import dev.runbook.language.eval.Evaluator;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.input.InputDefaults;
import dev.runbook.language.input.InputProblem;
import dev.runbook.language.input.Inputs;
import dev.runbook.language.input.RawInputs;
import dev.runbook.language.input.ResolvedInputs;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Input;
import dev.runbook.language.value.Value;
import dev.runbook.port.SecretPrompt;
import dev.runbook.run.report.ExitCode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an operator has given for the parameters of a runbook, and the values that come of it.
 *
 * @param arguments of the form {@code NAME=VALUE}; they go before what stands in the file
 * @param file a parameter file
 */
public record InputValues(List<String> arguments, Optional<String> file) implements GivenInputs {
    /** Nothing was given. */
    public static final InputValues NONE = new InputValues(List.of(), Optional.empty());

    @Override
    public Map<String, Value> values(List<Input> inputs, Terminal terminal) throws InterruptedException {
        return resolve(inputs, Map.of(), terminal.environment(), terminal.secrets());
    }

    /** The values, or the end of the command with every problem. A secret that nothing gives is asked for. */
    public Map<String, Value> resolve(
            List<Input> inputs, Map<String, Object> before, Map<String, String> environment, SecretPrompt prompt)
            throws InterruptedException {
        Map<String, Object> values = new LinkedHashMap<>(before);
        file.ifPresent(path -> values.putAll(new ParameterFile(path).read()));
        return values(inputs, arguments, values, environment, prompt, InputValues::evaluate);
    }

    /** What was given, as it was written, over what others have given. */
    public Map<String, Object> over(Map<String, Object> before) {
        Map<String, Object> all = new LinkedHashMap<>(before);
        file.ifPresent(path -> all.putAll(new ParameterFile(path).read()));
        arguments.forEach(argument -> {
            int at = argument.indexOf('=');
            all.put(argument.substring(0, Math.max(at, 0)), argument.substring(at + 1));
        });
        return all;
    }

    @Override
    public Set<String> named(Map<String, String> environment) {
        Set<String> named = new HashSet<>();
        arguments.forEach(argument -> named.add(argument.substring(argument.indexOf('=') + 1)));
        environment.forEach((name, value) -> {
            if (name.startsWith(Inputs.PREFIX)) {
                named.add(value);
            }
        });
        file.ifPresent(path -> new ParameterFile(path)
                .read().values().stream().map(String::valueOf).forEach(named::add));
        return named;
    }

    private static Map<String, Value> values(
            List<Input> inputs,
            List<String> arguments,
            Map<String, Object> values,
            Map<String, String> environment,
            SecretPrompt prompt,
            InputDefaults defaults)
            throws InterruptedException {
        RawInputs given = new RawInputs(arguments, values, environment, Map.of());
        ResolvedInputs resolved = Inputs.resolve(inputs, given, defaults);
        Map<String, String> typed = new LinkedHashMap<>();
        for (Input secret : Inputs.unsaid(inputs, resolved)) {
            prompt.ask(secret.name(), secret.about()).ifPresent(content -> typed.put(secret.name(), content));
        }
        if (!typed.isEmpty()) {
            resolved = Inputs.resolve(inputs, new RawInputs(arguments, values, environment, typed), defaults);
        }
        return switch (resolved) {
            case ResolvedInputs.Values(Map<String, Value> all) -> all;
            case ResolvedInputs.Invalid(List<InputProblem> problems) ->
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
    public static Map<String, Value> again(
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
            return new Evaluator(request -> Value.NIL).evaluate(expression, Scope.of(earlier, Value.NIL));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Value.NIL;
        } catch (Failed failed) {
            throw new CommandExit(ExitCode.INVALID, "error: " + failed.failure().summary());
        }
    }
}
