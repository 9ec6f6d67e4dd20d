package dev.runbook.provider.process;

import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Input;
import dev.runbook.language.program.ProgramTraversal;
import dev.runbook.language.program.Task;
import dev.runbook.language.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The command lines that a runbook starts, as far as they are known before a run. */
final class StartedPrograms {
    private final CheckedRunbook runbook;
    private final Map<String, Object> parameters;
    private final List<CommandLine> lines;

    StartedPrograms(CheckedRunbook runbook, Map<String, Object> parameters) {
        this.runbook = runbook;
        this.parameters = Map.copyOf(parameters);
        this.lines = ProgramTraversal.tasks(runbook)
                .filter(task -> task instanceof Task.Act act && act.signature().startsProgram())
                .map(task -> line((Task.Act) task))
                .toList();
    }

    /**
     * How a command line begins.
     *
     * @param whole whether nothing follows
     */
    private record CommandLine(String beginning, boolean whole) {}

    /** Whether a command line may begin so. */
    boolean may(String command) {
        return lines.stream()
                .anyMatch(line -> line.beginning().startsWith(command)
                        || (!line.whole() && command.startsWith(line.beginning())));
    }

    /** The beginnings that are known, each once. */
    List<String> known() {
        return lines.stream()
                .map(CommandLine::beginning)
                .filter(beginning -> !beginning.isBlank())
                .distinct()
                .toList();
    }

    private CommandLine line(Task.Act act) {
        StringBuilder beginning = new StringBuilder();
        for (Expr argument : act.positional()) {
            Optional<String> text = text(argument);
            beginning.append(beginning.isEmpty() ? "" : " ");
            if (text.isEmpty()) {
                return new CommandLine(beginning.toString(), false);
            }
            beginning.append(text.get());
        }
        return new CommandLine(beginning.toString(), !act.options().containsKey("arguments"));
    }

    private Optional<String> text(Expr expr) {
        return switch (expr) {
            case Expr.Constant(var _, var _, Value.Text(String text)) -> Optional.of(text);
            case Expr.Constant(var _, var _, Value.Int(long number)) -> Optional.of(Long.toString(number));
            case Expr.Local(var _, var _, String name) -> given(name);
            case Expr.Constant _,
                    Expr.Template _,
                    Expr.ListOf _,
                    Expr.MapOf _,
                    Expr.Invoke _,
                    Expr.IsGiven _,
                    Expr.Capture _,
                    Expr.Not _,
                    Expr.Negate _,
                    Expr.Operation _ -> Optional.empty();
        };
    }

    /** What the scenario, or else the runbook, gives for an input. */
    private Optional<String> given(String name) {
        return Stream.concat(
                        Optional.ofNullable(parameters.get(name)).map(String::valueOf).stream(),
                        runbook.inputs().stream()
                                .filter(input -> input.name().equals(name))
                                .flatMap(input -> fallback(input).stream()))
                .findFirst();
    }

    private static Optional<String> fallback(Input input) {
        return input.fallback()
                .flatMap(value -> value instanceof Expr.Constant(var _, var _, Value.Text(String text))
                        ? Optional.of(text)
                        : Optional.empty());
    }
}
