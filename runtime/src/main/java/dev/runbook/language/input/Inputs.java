package dev.runbook.language.input;

import dev.runbook.diagnostic.Suggestion;
import dev.runbook.language.program.Input;
import dev.runbook.language.value.Value;
import dev.runbook.text.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Gives every input of a runbook its value: from an argument, a file, the environment or its default, in this order. */
public final class Inputs {
    /** A longer value is no parameter but a file's content; it would stand in every journal and report. */
    static final int LONGEST = 4 * 1024 * 1024;

    /** What the names of all variables that give inputs begin with. */
    public static final String PREFIX = "RUNBOOK_PARAM_";

    private final List<Input> inputs;
    private final RawInputs given;
    private final InputDefaults defaults;
    private final List<InputProblem> problems = new ArrayList<>();
    private final Map<String, Raw> raw = new LinkedHashMap<>();

    /** A value as it was given, with where it came from. */
    private record Raw(Object value, String source) {}

    private Inputs(List<Input> inputs, RawInputs given, InputDefaults defaults) {
        this.inputs = inputs;
        this.given = given;
        this.defaults = defaults;
    }

    /** The values of all inputs, or every problem with them. */
    public static ResolvedInputs resolve(List<Input> inputs, RawInputs given, InputDefaults defaults) {
        return new Inputs(inputs, given, defaults).resolve();
    }

    /** The variable that gives an input: {@code repo_url} is {@code RUNBOOK_PARAM_REPO_URL}. */
    public static String variable(String name) {
        return PREFIX + name.toUpperCase(Locale.ROOT);
    }

    /** What programs inherit of an environment: the inputs in it, secrets among them, are for nobody but us. */
    public static Map<String, String> forPrograms(Map<String, String> environment) {
        Map<String, String> inherited = new HashMap<>(environment);
        inherited.keySet().removeIf(Inputs::isVariable);
        return inherited;
    }

    /** Whether a variable gives an input. */
    public static boolean isVariable(String name) {
        return name.startsWith(PREFIX);
    }

    /** The secrets that a person is to be asked for: they have no value, and nothing else is wrong. */
    public static List<Input> unsaid(List<Input> inputs, ResolvedInputs resolved) {
        return switch (resolved) {
            case ResolvedInputs.Values _ -> List.of();
            case ResolvedInputs.Invalid(List<InputProblem> problems) -> {
                List<Input> secrets = inputs.stream()
                        .filter(Input::secret)
                        .filter(i -> problems.stream()
                                .anyMatch(p ->
                                        p.name().equals(i.name()) && p.source().isEmpty()))
                        .toList();
                yield secrets.size() == problems.size() ? secrets : List.of();
            }
        };
    }

    private ResolvedInputs resolve() {
        for (Input input : inputs) {
            String fromEnvironment = given.environment().get(variable(input.name()));
            if (fromEnvironment != null) {
                raw.put(input.name(), new Raw(fromEnvironment, variable(input.name())));
            }
        }
        given.file().forEach((name, value) -> take(name, value, "--params"));
        arguments();
        Map<String, Value> values = new LinkedHashMap<>();
        for (Input input : inputs) {
            value(input, values).ifPresent(value -> values.put(input.name(), value));
        }
        return problems.isEmpty() ? new ResolvedInputs.Values(values) : new ResolvedInputs.Invalid(problems);
    }

    private void arguments() {
        Map<String, String> seen = new LinkedHashMap<>();
        boolean secrets = inputs.stream().anyMatch(Input::secret);
        int number = 0;
        for (String argument : given.arguments()) {
            number++;
            int equals = argument.indexOf('=');
            if (equals <= 0) {
                // It may be a secret whose name went wrong.
                String told = secrets || equals == 0 ? "argument " + number : "`" + shown(argument) + "`";
                problems.add(new InputProblem(
                        told,
                        "argument",
                        told + " after the runbook is not a parameter: there is no `name=` before it",
                        "Write name=value" + example() + "."));
                continue;
            }
            String name = argument.substring(0, equals);
            if (seen.putIfAbsent(name, argument) != null) {
                problems.add(new InputProblem(
                        name, "argument", "`" + shown(name) + "` is given twice", "Remove one of the two."));
            }
            take(name, argument.substring(equals + 1), "argument");
        }
    }

    private void take(String name, Object value, String source) {
        Optional<Input> input = find(name);
        if (input.isEmpty()) {
            unknown(name, source);
        } else if (input.get().secret() && source.equals("argument")) {
            problems.add(new InputProblem(
                    name,
                    source,
                    "`" + name + "` is a secret and is not taken from the command line, which others can see",
                    howSecret(name)));
        } else {
            raw.put(name, new Raw(value, source));
        }
    }

    private Optional<Input> find(String name) {
        return inputs.stream().filter(i -> i.name().equals(name)).findFirst();
    }

    private void unknown(String name, String source) {
        List<String> known = inputs.stream().map(Input::name).toList();
        String fix = Suggestion.nearest(name, known)
                .map(near -> "Did you mean `" + near + "`?")
                .orElseGet(() -> known.isEmpty()
                        ? "It takes none."
                        : "It has " + known.stream().map(n -> "`" + n + "`").collect(Collectors.joining(", ")) + ".");
        problems.add(new InputProblem(shown(name), source, "the runbook has no parameter `" + shown(name) + "`", fix));
    }

    private Optional<Value> value(Input input, Map<String, Value> earlier) {
        if (input.secret()) {
            return secret(input);
        }
        Raw found = raw.get(input.name());
        if (found != null) {
            return switch (InputReading.of(input, found.value())) {
                case InputReading.Good(Value value) -> Optional.of(value);
                case InputReading.Bad(String what, String fix) -> {
                    problems.add(new InputProblem(input.name(), found.source(), what, fix));
                    yield Optional.empty();
                }
            };
        }
        if (input.fallback().isPresent()) {
            // After a problem the defaults before may be missing, and only the problems count.
            return problems.isEmpty()
                    ? Optional.of(defaults.evaluate(input.fallback().get(), Map.copyOf(earlier)))
                    : Optional.empty();
        }
        if (input.optional()) {
            return Optional.of(Value.NIL);
        }
        if (problems.stream().noneMatch(p -> p.name().equals(input.name()))) {
            missing(input, "Give it as " + input.name() + "=" + InputReading.example(input));
        }
        return Optional.empty();
    }

    private Optional<Value> secret(Input input) {
        Raw found = raw.get(input.name());
        String content = given.secrets().getOrDefault(input.name(), "");
        if (content.isEmpty() && found != null) {
            if (!(found.value() instanceof String)) {
                problems.add(new InputProblem(
                        input.name(),
                        found.source(),
                        "`" + input.name() + "` is a secret, and " + found.source() + " has a list or a map for it",
                        "Put the text in quotes."));
                return Optional.empty();
            }
            content = found.value().toString();
        }
        if (!content.isEmpty()) {
            return Optional.of(new Value.Secret(input.name(), content));
        }
        if (input.optional()) {
            return Optional.of(Value.NIL);
        }
        if (problems.stream().noneMatch(p -> p.name().equals(input.name()))) {
            missing(input, howSecret(input.name()));
        }
        return Optional.empty();
    }

    private static String howSecret(String name) {
        return "Give it as the variable " + variable(name) + " or as `" + name
                + ":` in a file with --params; at a terminal, runbook asks for it.";
    }

    private void missing(Input input, String fix) {
        String about = input.about().isEmpty() ? "" : " (" + input.about() + ")";
        problems.add(new InputProblem(input.name(), "", "`" + input.name() + "`" + about + " has no value", fix));
    }

    private String example() {
        return inputs.stream()
                .filter(i -> !i.secret())
                .findFirst()
                .map(i -> ", such as " + i.name() + "=" + InputReading.example(i))
                .orElse("");
    }

    /** Enough of a text to know it by. */
    static String shown(String text) {
        return Quoted.inside(text.strip(), 60);
    }
}
