package dev.runbook.rehearsal.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A text with places for values: {@code "%d of %s"}. */
final class TextTemplate {
    private static final Pattern PLACE = Pattern.compile("%(%|(?:\\.(\\d+))?(.?))", Pattern.DOTALL);

    private TextTemplate() {}

    static String filled(String text, List<?> values) {
        Matcher matcher = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        int next = 0;
        while (matcher.find()) {
            String shown = "%";
            if (!matcher.group(1).equals("%")) {
                if (next >= values.size()) {
                    throw new CelArgumentException("index " + next + " out of range");
                }
                shown = shown(matcher.group(3), matcher.group(2), values.get(next++));
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(shown));
        }
        return matcher.appendTail(filled).toString();
    }

    private static String shown(String verb, @Nullable String digits, Object value) {
        int precision = digits == null ? 6 : Integer.parseInt(digits);
        return switch (verb) {
            case "s" -> text(value);
            case "d" -> value instanceof Double number ? special(number, "") : text(value);
            case "f" -> fixed(value, precision);
            case "e" -> String.format(Locale.ROOT, "%." + precision + "e", number(value));
            case "b" -> value instanceof Boolean yes ? (yes ? "1" : "0") : Long.toBinaryString(whole(value));
            case "o" -> Long.toOctalString(whole(value));
            case "x" -> hex(value);
            case "X" -> hex(value).toUpperCase(Locale.ROOT);
            default -> throw new CelArgumentException("unrecognized formatting clause \"" + verb + "\"");
        };
    }

    private static String hex(Object value) {
        return switch (value) {
            case String text -> HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            case CelByteString bytes -> HexFormat.of().formatHex(bytes.toByteArray());
            default -> Long.toHexString(whole(value));
        };
    }

    private static String fixed(Object value, int precision) {
        double number = number(value);
        return Double.isFinite(number)
                ? new BigDecimal(number)
                        .setScale(precision, RoundingMode.HALF_EVEN)
                        .toPlainString()
                : special(number, "");
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.parseDouble(text(value));
    }

    private static long whole(Object value) {
        if (value instanceof Long || value instanceof UnsignedLong) {
            return ((Number) value).longValue();
        }
        throw new CelArgumentException("no such overload");
    }

    private static String special(double number, String otherwise) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        return Double.isInfinite(number) ? (number > 0 ? "Infinity" : "-Infinity") : otherwise;
    }

    /** A value as {@code %s} shows it. */
    private static String text(Object value) {
        return switch (value) {
            case Double number -> special(number, plain(number));
            case NullValue none -> "null";
            case CelByteString bytes -> bytes.toStringUtf8();
            case Duration length -> plain(length.toNanos() / 1e9) + "s";
            case List<?> list -> list.stream().map(TextTemplate::text).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> text(entry.getKey()) + ": " + text(entry.getValue()))
                        .sorted()
                        .collect(Collectors.joining(", ", "{", "}"));
            default -> String.valueOf(value);
        };
    }

    private static String plain(double number) {
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }
}
