package dev.runbook.action;

import dev.runbook.failure.Failed;
import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import dev.runbook.failure.FailureRecognition;
import dev.runbook.helm.ArgumentText;
import dev.runbook.port.Processes;
import dev.runbook.value.Value;
import java.time.Duration;
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

/** {@code run "program", "argument", …}: one process, each value one argument. */
public final class RunProgram implements Action {
    /** How long a program may take where the runbook does not say: one that hangs must not hold the run for ever. */
    static final Duration USUAL_LIMIT = Duration.ofHours(1);

    /** What looks like a hole although nothing may fill it. */
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

    @Override
    public String name() {
        return "run";
    }

    @Override
    public Intent intent(Call call) {
        return new Intent.Command(arguments(call));
    }

    /** What it does to the cluster nobody knows; it may make a namespace. */
    @Override
    public void rights(Call call, RightsNeeded needed) {
        needed.namespacesMayBeMade();
    }

    @Override
    public boolean startsNamedProgram() {
        return true;
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        try {
            Processes.Request request =
                    new Processes.Request(arguments(call), environment(call), Optional.of(limit(call)));
            long further = call.option("retries").orElse(Value.NIL) instanceof Value.Whole(long n) ? n : 0;
            Duration pause = call.option("every").orElse(Value.NIL) instanceof Value.Length(Duration d)
                    ? d
                    : Duration.ofSeconds(1);
            Processes programs = programs(call);
            Processes.Result result = programs.run(request, output);
            while (!result.ok() && result.end() == Processes.End.EXITED && further-- > 0) {
                call.world().clock().sleep(pause);
                result = programs.run(request, output);
            }
            return result.ok()
                    ? Outcome.done("")
                    : new Outcome.NotDone(FailureRecognition.recognise(request.arguments(), result));
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        }
    }

    /** Programs that work where the runbook does. */
    private static Processes programs(Call call) {
        Processes programs = call.world().processes();
        return call.namespace() instanceof Value.Text(String namespace) && !namespace.isEmpty()
                ? programs.in(namespace)
                : programs;
    }

    /**
     * A program that is not on the path, before anything was run. One that is named by its path may be made by then.
     */
    @Override
    public Optional<Failure> lacks(Call call) {
        return call.positional().getFirst() instanceof Value.Text(String program)
                        && !program.contains("/")
                        && call.world().processes().find(program).isEmpty()
                ? Optional.of(Failure.of(
                        FailureClass.CommandFailed,
                        (program.isEmpty() ? "a program without a name" : program) + " was not found on the PATH",
                        "Install it, or put its folder on the PATH."))
                : Optional.empty();
    }

    /**
     * Refuses an argument that the text of the runbook does not begin itself and that begins with a dash: a value from
     * outside must not become a flag. A literal {@code "--"} before it, or {@code allow_dash: true}, lets it pass.
     */
    @Override
    public Optional<Failure> refuses(Call call, List<Boolean> own) {
        if (call.option("allow_dash").filter(Value.TRUE::equals).isPresent()) {
            return Optional.empty();
        }
        for (int i = 0; i < call.positional().size(); i++) {
            boolean written = i < own.size() && own.get(i);
            if (call.positional().get(i) instanceof Value.Text(String text)) {
                if (written && text.equals("--")) {
                    return Optional.empty();
                }
                if (!written && text.startsWith("-")) {
                    return Optional.of(dash("argument " + i, text));
                }
            }
        }
        // A list of arguments may hold options, as whoever wrote it meant; what is filled in may not make one.
        return further(call).stream()
                .filter(item -> !item.startsWith("-") && filled(call, item).startsWith("-"))
                .findFirst()
                .map(item -> dash("\"" + item + "\" in arguments:", filled(call, item)));
    }

    private static Failure dash(String where, String text) {
        return Failure.of(
                FailureClass.CommandFailed,
                "%s of run begins with a dash and comes from a value: %s"
                        .formatted(where, text.length() <= 80 ? text : text.substring(0, 80) + "…"),
                "A value must not become an option of the program. If it may, write allow_dash: true, or "
                        + "put \"--\" before it.",
                "Nothing was run.");
    }

    private static List<String> arguments(Call call) {
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < call.positional().size(); i++) {
            arguments.add(ArgumentText.of(
                    call.positional().get(i), i == 0 ? "the program of run" : "argument " + i + " of run"));
        }
        further(call).forEach(item -> arguments.add(filled(call, item)));
        return arguments;
    }

    /** The items of {@code arguments:}, as they are written. */
    private static List<String> further(Call call) {
        return switch (call.option("arguments").orElse(Value.NIL)) {
            case Value.Nil _ -> List.of();
            case Value.Items(List<Value> items) ->
                items.stream().map(item -> ArgumentText.of(item, "arguments")).toList();
            case Value one -> List.of(ArgumentText.of(one, "arguments"));
        };
    }

    /**
     * An item with what {@code fill:} has for each of its {names}; it stays one argument whatever that holds, and what was
     * filled in is not filled once more.
     */
    private static String filled(Call call, String item) {
        return call.option("fill").orElse(Value.NIL) instanceof Value.Entries(Map<String, Value> entries)
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
    private static Map<String, String> environment(Call call) {
        Map<String, String> environment = new LinkedHashMap<>();
        if (call.option("env").orElse(Value.NIL) instanceof Value.Entries(Map<String, Value> entries)) {
            entries.forEach((name, value) -> environment.put(
                    name,
                    value instanceof Value.Secret secret ? secret.content() : ArgumentText.of(value, "env " + name)));
        }
        return environment;
    }

    private static Duration limit(Call call) {
        return call.option("timeout").orElse(Value.NIL) instanceof Value.Length(Duration d) ? d : USUAL_LIMIT;
    }

    @Override
    public Optional<Duration> unsaidLimit(Call call) {
        return call.option("timeout").orElse(Value.NIL) instanceof Value.Nil
                ? Optional.of(USUAL_LIMIT)
                : Optional.empty();
    }
}
