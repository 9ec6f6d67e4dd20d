package dev.runbook.provider.helm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether something is a table, a list or one value: helm gives a template the one where it expects the other. */
final class ValueShapes {
    private ValueShapes() {}

    private enum Shape {
        TABLE("is a table", "has a table there"),
        LIST("is a list", "has a list there"),
        SINGLE("is one value", "has one value there"),
        UNSAID("is nothing", "has nothing there");

        private final String given;
        private final String expected;

        Shape(String given, String expected) {
            this.given = given;
            this.expected = expected;
        }
    }

    static String words(Object value) {
        return shape(value).given;
    }

    /**
     * What the chart has instead, and what to do. What the installed chart took as well is fine: some charts take both.
     *
     * @param old the installed chart's default
     */
    static Optional<String> mismatch(Object value, @Nullable Object byDefault, @Nullable Object old) {
        Shape given = shape(value);
        Shape expected = shape(byDefault);
        boolean told = given != expected && given != Shape.UNSAID && expected != Shape.UNSAID;
        boolean changed = old == null ? !empty(byDefault) : shape(old) != expected;
        if (!told || !changed) {
            return Optional.empty();
        }
        String keys = byDefault instanceof Map<?, ?> table && !table.isEmpty()
                ? " with "
                        + String.join(
                                ", ",
                                table.keySet().stream()
                                        .map(String::valueOf)
                                        .limit(4)
                                        .toList())
                : "";
        return Optional.of(expected.expected + keys + ": write it in that way");
    }

    private static Shape shape(@Nullable Object value) {
        return switch (value) {
            case null -> Shape.UNSAID;
            case Map<?, ?> _ -> Shape.TABLE;
            case List<?> _ -> Shape.LIST;
            case dev.runbook.json.Json.Null _ -> Shape.UNSAID;
            default -> Shape.SINGLE;
        };
    }

    private static boolean empty(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case Map<?, ?> map -> map.isEmpty();
            case List<?> list -> list.isEmpty();
            case String text -> text.isBlank();
            default -> false;
        };
    }
}
