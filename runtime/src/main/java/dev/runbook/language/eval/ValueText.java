package dev.runbook.language.eval;

import dev.runbook.language.value.Resources;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** Values as people and argument lists see them. */
public final class ValueText {
    private ValueText() {}

    /** The text of a value inside a string or as an argument; a secret shows only its name. */
    public static String of(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Int(long number) -> Long.toString(number);
            case Value.Bool(boolean holds) -> Boolean.toString(holds);
            case Value.Nil() -> "";
            case Value.Duration(Duration duration) -> of(duration);
            case Value.Version(SemanticVersion version) -> version.text();
            case Value.List list -> list.items().stream().map(ValueText::of).collect(Collectors.joining(", "));
            case Value.Map map ->
                map.entries().entrySet().stream()
                        .map(e -> e.getKey() + ": " + of(e.getValue()))
                        .collect(Collectors.joining(", "));
            case Value.Pattern(var regex) -> "/" + regex.pattern() + "/";
            case Value.Secret(String name, String _) -> "[secret " + name + "]";
            case Value.Entity entity -> entity(entity);
            case Resources resources -> resources.label();
            case Value.Unknown(String label, String _) -> label;
        };
    }

    /** The value as a message quotes it: text in quotes, nothing as {@code nil}. */
    public static String quoted(Value value) {
        return switch (value) {
            case Value.Text(String text) -> '"' + text + '"';
            case Value.Nil() -> "nil";
            case Value.List list ->
                list.items().stream().map(ValueText::quoted).collect(Collectors.joining(", ", "[", "]"));
            default -> of(value);
        };
    }

    /** A duration in the units that people use: {@code 90s} is {@code 1m30s}, under ten seconds one decimal. */
    public static String of(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(10)) < 0 && duration.toMillisPart() != 0) {
            long tenths = Math.round(duration.toMillis() / 100.0);
            return tenths / 10 + "." + tenths % 10 + "s";
        }
        StringBuilder text = new StringBuilder();
        if (duration.toHours() > 0) {
            text.append(duration.toHours()).append('h');
        }
        if (duration.toMinutesPart() > 0) {
            text.append(duration.toMinutesPart()).append('m');
        }
        if (duration.toSecondsPart() > 0 || text.isEmpty()) {
            text.append(duration.toSecondsPart()).append('s');
        }
        return text.toString();
    }

    private static String entity(Value.Entity entity) {
        String name = Optional.of(entity.field("name"))
                .filter(v -> !(v instanceof Value.Nil))
                .map(ValueText::of)
                .orElse(entity.type());
        return switch (entity.field("version")) {
            case Value.Nil() -> entity.type().equals("failure") ? of(entity.field("summary")) : name;
            case Value version -> name + " " + of(version);
        };
    }
}
