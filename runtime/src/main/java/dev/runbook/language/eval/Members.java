package dev.runbook.language.eval;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.Expr;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Members of values that are computed from the value alone: units, fields of a snapshot, simple questions. */
final class Members {
    private Members() {}

    static Value compute(Expr.Invoke invoke, Value receiver, List<Value> arguments) {
        String name = invoke.signature().name();
        Optional<Value> value = switch (receiver) {
            case Value.Int(long number) -> whole(number, name, invoke);
            case Value.Text(String text) -> text(text, name, arguments);
            case Value.Version(SemanticVersion version) -> version(version, name);
            case Value.List(List<Value> items) -> list(items, name, arguments, invoke);
            case Value.Map(Map<String, Value> entries) -> map(entries, name, arguments);
            case Value.Duration(Duration length) -> length(length, name);
            case Value.Entity entity -> Optional.of(entity.field(name));
            case Resources resources -> CapturedFields.fact(resources, name);
            case Value.Bool _, Value.Nil _, Value.Pattern _, Value.Secret _, Value.Unknown _ -> Optional.empty();
        };
        return value.orElseThrow(() -> new Failed(Failure.of(
                FailureClass.AssertionFailed,
                ValueText.quoted(receiver) + " has no " + name + ", in "
                        + invoke.where().text() + " ("
                        + invoke.where().place() + ")",
                "An optional parameter that was not given is nil: ask given?(name) first.")));
    }

    private static Optional<Value> whole(long number, String name, Expr.Invoke invoke) {
        try {
            return unit(number, name);
        } catch (ArithmeticException e) {
            throw new Failed(Failure.of(
                    FailureClass.AssertionFailed,
                    number + "." + name + " is too long for a length of time, in "
                            + invoke.where().text() + " (" + invoke.where().place() + ")",
                    "Give a smaller number."));
        }
    }

    private static Optional<Value> unit(long number, String name) {
        return switch (name) {
            case "second", "seconds" -> Optional.of(Value.Duration.of(Duration.ofSeconds(number)));
            case "minute", "minutes" -> Optional.of(Value.Duration.of(Duration.ofMinutes(number)));
            case "hour", "hours" -> Optional.of(Value.Duration.of(Duration.ofHours(number)));
            case "day", "days" -> Optional.of(Value.Duration.of(Duration.ofDays(number)));
            default -> Optional.empty();
        };
    }

    private static Optional<Value> text(String text, String name, List<Value> arguments) {
        return switch (name) {
            case "empty?" -> Optional.of(Value.of(text.isEmpty()));
            case "size" -> Optional.of(Value.of(text.codePointCount(0, text.length())));
            case "include?" -> Optional.of(Value.of(text.contains(SecretTexts.content(arguments.getFirst()))));
            case "start_with?" -> Optional.of(Value.of(text.startsWith(SecretTexts.content(arguments.getFirst()))));
            case "end_with?" -> Optional.of(Value.of(text.endsWith(SecretTexts.content(arguments.getFirst()))));
            case "strip" -> Optional.of(Value.of(text.strip()));
            case "lines" ->
                Optional.of(new Value.List(text.lines().map(Value::of).toList()));
            default -> Optional.empty();
        };
    }

    private static Optional<Value> version(SemanticVersion version, String name) {
        return switch (name) {
            case "major" -> Optional.of(Value.of(version.major()));
            case "minor" -> Optional.of(Value.of(version.minor()));
            case "patch" -> Optional.of(Value.of(version.patch()));
            case "prerelease?" -> Optional.of(Value.of(!version.preRelease().isEmpty()));
            default -> Optional.empty();
        };
    }

    private static Optional<Value> list(List<Value> items, String name, List<Value> arguments, Expr.Invoke invoke) {
        return switch (name) {
            case "empty?" -> Optional.of(Value.of(items.isEmpty()));
            case "size" -> Optional.of(Value.of(items.size()));
            case "include?" ->
                Optional.of(Value.of(items.stream().anyMatch(i -> Comparison.equal(i, arguments.getFirst()))));
            case "first" -> Optional.of(items.isEmpty() ? Value.NIL : items.getFirst());
            case "last" -> Optional.of(items.isEmpty() ? Value.NIL : items.getLast());
            case "join" -> {
                String separator = arguments.isEmpty() ? ", " : ValueText.of(arguments.getFirst());
                yield Optional.of(Value.of(items.stream()
                        .map(item -> SecretTexts.without(item, invoke.where()))
                        .collect(Collectors.joining(separator))));
            }
            default -> Optional.empty();
        };
    }

    private static Optional<Value> map(Map<String, Value> entries, String name, List<Value> arguments) {
        return switch (name) {
            case "empty?" -> Optional.of(Value.of(entries.isEmpty()));
            case "size" -> Optional.of(Value.of(entries.size()));
            case "include?" -> Optional.of(Value.of(entries.containsKey(SecretTexts.content(arguments.getFirst()))));
            case "keys" ->
                Optional.of(
                        new Value.List(entries.keySet().stream().map(Value::of).toList()));
            case "values" -> Optional.of(new Value.List(List.copyOf(entries.values())));
            default -> Optional.empty();
        };
    }

    private static Optional<Value> length(Duration length, String name) {
        return name.equals("seconds") ? Optional.of(Value.of(length.toSeconds())) : Optional.empty();
    }
}
