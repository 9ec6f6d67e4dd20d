package dev.runbook.provider.process;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code run} hands to a program: its arguments and its environment, from the values of the call alone. */
public record ProgramArguments(List<Value> positional, Map<String, Value> options) {
    /** What looks like a hole although nothing may fill it. */
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

    private static final int LONGEST_SHOWN = 80;

    public ProgramArguments {
        positional = List.copyOf(positional);
        options = Map.copyOf(options);
    }

    public static ProgramArguments of(Call call) {
        return new ProgramArguments(call.positional(), call.options());
    }

    /** The program and its arguments; fails when one of them is none. */
    public List<String> all() {
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < positional.size(); i++) {
            arguments.add(
                    i == 0
                            ? program(positional.getFirst())
                            : ArgumentText.of(positional.get(i), "argument " + i + " of run"));
        }
        further().forEach(item -> arguments.add(filled(item)));
        return arguments;
    }

    private static String program(Value value) {
        String program = ArgumentText.of(value, "the program of run");
        return value instanceof Value.Unknown ? program : program(program);
    }

    /** Gives the program back, and fails when the text names none. */
    public static String program(String program) {
        ArgumentText.of(Value.of(program), "the program of run");
        if (program.isBlank()) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "run was given a program without a name",
                    "Write the name of a program on the PATH, or its path, before its arguments.",
                    "Nothing was run."));
        }
        return program;
    }

    /**
     * Refuses an argument that the text of the runbook does not begin itself and that begins with a dash: a value from
     * outside must not become a flag. A literal {@code "--"} before it, or {@code allow_dash: true}, lets it pass.
     *
     * @param written for each positional value, whether the runbook's own text says how it begins
     */
    public Optional<Failure> refuseDash(List<Boolean> written) {
        if (Value.TRUE.equals(options.get("allow_dash"))) {
            return Optional.empty();
        }
        for (int i = 0; i < positional.size(); i++) {
            boolean own = i < written.size() && written.get(i);
            if (positional.get(i) instanceof Value.Text(String text)) {
                if (own && text.equals("--")) {
                    return Optional.empty();
                }
                if (!own && text.startsWith("-")) {
                    return Optional.of(dash("argument " + i, text));
                }
            }
        }
        // A list of arguments may hold options, as whoever wrote it meant; what is filled in may not make one.
        return further().stream()
                .filter(item -> !item.startsWith("-") && filled(item).startsWith("-"))
                .findFirst()
                .map(item -> dash("\"" + item + "\" in arguments:", filled(item)));
    }

    private static Failure dash(String where, String text) {
        return Failure.of(
                FailureClass.CommandFailed,
                "%s of run begins with a dash and comes from a value: %s"
                        .formatted(
                                where, text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…"),
                "A value must not become an option of the program. If it may, write allow_dash: true, or "
                        + "put \"--\" before it.",
                "Nothing was run.");
    }

    /** The items of {@code arguments:}, as they are written. */
    private List<String> further() {
        return switch (options.getOrDefault("arguments", Value.NIL)) {
            case Value.Nil _ -> List.of();
            case Value.List(List<Value> items) ->
                items.stream().map(item -> ArgumentText.of(item, "arguments")).toList();
            case Value one -> List.of(ArgumentText.of(one, "arguments"));
        };
    }

    /**
     * An item with what {@code fill:} has for each of its {names}; it stays one argument whatever that holds, and what was
     * filled in is not filled once more.
     */
    private String filled(String item) {
        return options.getOrDefault("fill", Value.NIL) instanceof Value.Map(Map<String, Value> entries)
                ? holes(entries.keySet())
                        .matcher(item)
                        .replaceAll(hole -> Matcher.quoteReplacement(filling(hole.group(1), item, entries)))
                : item;
    }

    /** A key of {@code fill:} makes a hole whatever its letters are; the longest that fits counts. */
    private static Pattern holes(Set<String> keys) {
        return Pattern.compile(Stream.concat(
                        keys.stream()
                                .sorted(Comparator.comparingInt(String::length).reversed())
                                .map(Pattern::quote),
                        Stream.of(NAME))
                .collect(Collectors.joining("|", "\\{(", ")\\}")));
    }

    private static String filling(String name, String item, Map<String, Value> entries) {
        Value value = entries.get(name);
        if (value == null) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "nothing fills {%s} in the argument \"%s\"".formatted(name, item),
                    "What can be filled in is "
                            + entries.keySet().stream()
                                    .sorted()
                                    .map(known -> "{" + known + "}")
                                    .collect(Collectors.joining(", "))
                            + "."));
        }
        return ArgumentText.of(value, "fill " + name);
    }

    /** The one place where a secret is revealed: an environment is not listed to other users as arguments are. */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        if (options.getOrDefault("env", Value.NIL) instanceof Value.Map(Map<String, Value> entries)) {
            entries.forEach((name, value) -> environment.put(
                    variable(name),
                    value instanceof Value.Secret secret ? secret.content() : ArgumentText.of(value, "env " + name)));
        }
        return environment;
    }

    private static String variable(String name) {
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "\"" + name.replace('\0', '?') + "\" cannot be the name of a variable in env:",
                    "A name is not empty and has no `=`: env: { PGUSER: \"coder\" }.",
                    "Nothing was run."));
        }
        return name;
    }
}
