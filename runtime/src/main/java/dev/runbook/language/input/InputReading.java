package dev.runbook.language.input;

import dev.runbook.language.program.Input;
import dev.runbook.language.signature.Type;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what was given for one input as the type that the input has. */
sealed interface InputReading {
    record Good(Value value) implements InputReading {}

    /** It does not fit; what is wrong and what to do. */
    record Bad(String what, String fix) implements InputReading {}

    Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*\\.?\\s*(s|seconds?|m|minutes?|h|hours?|d|days?)");
    Map<Character, Duration> UNITS = Map.of(
            's', Duration.ofSeconds(1),
            'm', Duration.ofMinutes(1),
            'h', Duration.ofHours(1),
            'd', Duration.ofDays(1));

    /** Reads a value of the command line, the environment or a YAML file. */
    static InputReading of(Input input, Object given) {
        Optional<Value> value = input.type() instanceof Type.ListOf
                ? Optional.of(list(given))
                : scalar(given).flatMap(text -> read(input, text));
        String written = given instanceof Collection<?> || given instanceof Map<?, ?>
                ? "a list or a map"
                : "\"" + Inputs.shown(String.valueOf(given)) + "\"";
        if (String.valueOf(given).length() > Inputs.LONGEST) {
            return new Bad(
                    "`" + input.name() + "` is longer than " + Inputs.LONGEST / (1024 * 1024) + " MiB",
                    "Put the content into a file and give its path.");
        }
        if (input.path() && String.valueOf(given).indexOf('\0') >= 0) {
            return new Bad(
                    "`" + input.name() + "` contains a NUL character, which a path cannot",
                    "Write the path without it.");
        }
        if (value.isEmpty() && tooLarge(input, String.valueOf(given).strip())) {
            return new Bad(
                    "`" + input.name() + "` is " + a(input) + ", and " + written + " is too large for one",
                    "An integer has at most 18 digits, a duration is at most 36500 days.");
        }
        if (value.isEmpty()) {
            return new Bad(
                    "`" + input.name() + "` is " + a(input) + ", and " + written + " is not one",
                    "Write it like " + input.name() + "=" + example(input));
        }
        return allowed(input, value.get(), written);
    }

    /** A value that would fit. */
    static String example(Input input) {
        if (!input.oneOf().isEmpty()) {
            return plain(input.oneOf().getFirst());
        }
        return switch (input.type()) {
            case Type.ListOf list -> "one,two";
            case Type.Basic basic ->
                switch (basic) {
                    case INT -> "3";
                    case BOOL -> "true";
                    case VERSION -> "1.16.1";
                    case DURATION -> "10m";
                    case TEXT -> input.path() ? "folder/file.yml" : "text";
                    case NIL,
                            REGEX,
                            SECRET,
                            MAP,
                            ANY,
                            RELEASE,
                            REVISION,
                            CHART,
                            RELEASE_CHANGES,
                            RESOURCES,
                            RESOURCE,
                            FAILURE,
                            RESPONSE,
                            DATABASE -> "text";
                };
        };
    }

    private static InputReading allowed(Input input, Value value, String written) {
        if (!input.oneOf().isEmpty() && !input.oneOf().contains(value)) {
            String choices = input.oneOf().stream().map(InputReading::plain).collect(Collectors.joining(", "));
            return new Bad("`" + input.name() + "` cannot be " + written, "It is one of " + choices + ".");
        }
        if (input.matches().isPresent() && !input.matches().get().matches(plain(value))) {
            return new Bad(
                    "`" + input.name() + "` cannot be " + written,
                    "The whole value must match /" + input.matches().get().pattern() + "/.");
        }
        return new Good(value);
    }

    private static Optional<Value> read(Input input, String text) {
        return switch (input.type()) {
            case Type.ListOf list -> Optional.empty();
            case Type.Basic basic ->
                switch (basic) {
                    case INT -> whole(text);
                    case BOOL -> bool(text);
                    case VERSION -> SemanticVersion.parse(text).map(Value.Version::new);
                    case DURATION -> duration(text);
                    case TEXT, ANY -> Optional.of(Value.of(text));
                    case NIL,
                            REGEX,
                            SECRET,
                            MAP,
                            RELEASE,
                            REVISION,
                            CHART,
                            RELEASE_CHANGES,
                            RESOURCES,
                            RESOURCE,
                            FAILURE,
                            RESPONSE,
                            DATABASE -> Optional.empty();
                };
        };
    }

    private static Optional<Value> whole(String text) {
        String digits = text.strip();
        return digits.matches("-?\\d{1,18}") ? Optional.of(Value.of(Long.parseLong(digits))) : Optional.empty();
    }

    private static boolean tooLarge(Input input, String text) {
        return (input.type() == Type.Basic.INT && text.matches("-?\\d{19,}"))
                || (input.type() == Type.Basic.DURATION
                        && text.matches("\\d+\\s*\\.?\\s*[a-z]+")
                        && duration(text.replaceFirst("^\\d+", "1")).isPresent());
    }

    private static Optional<Value> bool(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes" -> Optional.of(Value.TRUE);
            case "false", "no" -> Optional.of(Value.FALSE);
            default -> Optional.empty();
        };
    }

    private static Optional<Value> duration(String text) {
        Matcher m = DURATION.matcher(text.strip());
        if (!m.matches()) {
            return Optional.empty();
        }
        Duration unit = UNITS.getOrDefault(m.group(2).charAt(0), Duration.ZERO);
        try {
            return Optional.of(Value.Duration.of(unit.multipliedBy(Long.parseLong(m.group(1)))));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Value list(Object given) {
        if (given instanceof Collection<?> items) {
            List<Value> values = new ArrayList<>();
            items.forEach(item -> values.add(Value.of(String.valueOf(item))));
            return new Value.List(values);
        }
        String text = String.valueOf(given);
        return new Value.List(
                text.isBlank()
                        ? List.of()
                        : Arrays.stream(text.split(",", -1))
                                .map(String::strip)
                                .map(Value::of)
                                .toList());
    }

    private static Optional<String> scalar(Object given) {
        return given instanceof Collection<?> || given instanceof Map<?, ?>
                ? Optional.empty()
                : Optional.of(String.valueOf(given));
    }

    private static String a(Input input) {
        String title = input.path() ? "path" : input.type().title();
        return ("aeiou".indexOf(title.charAt(0)) >= 0 ? "an " : "a ") + title;
    }

    private static String plain(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Int(long number) -> Long.toString(number);
            case Value.Bool(boolean holds) -> Boolean.toString(holds);
            case Value.Version(SemanticVersion version) -> version.text();
            case Value.Duration(Duration length) -> length.toSeconds() + "s";
            case Value.List(List<Value> items) ->
                items.stream().map(InputReading::plain).collect(Collectors.joining(","));
            case Value.Nil _, Value.Map _, Value.Pattern _, Value.Secret _, Value.Entity _ -> "";
            case dev.runbook.language.value.Resources _, Value.Unknown _ -> "";
        };
    }
}
