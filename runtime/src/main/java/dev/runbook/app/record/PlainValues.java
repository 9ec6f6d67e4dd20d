package dev.runbook.app.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The values of a release without what may be secret: a scenario lies beside its runbook, where many read it. */
final class PlainValues {
    private static final String INSTEAD = "made-up";
    private static final Pattern SECRET_KEY = Pattern.compile(
            "(?i).*(pass|secret|token|credential|private|auth|apikey|api_key|accesskey|dsn|conn|licen[cs]e|cert|salt|seed|cookie|session).*|(?i)(.*[_.-])?(key|pwd|pw|pem|url|uri)|.*Key");
    /** Words, names, versions, quantities, paths and images; nothing with user and password, and nothing random. */
    private static final Pattern PLAIN_TEXT = Pattern.compile("[A-Za-z0-9 ._/:*-]{0,100}");

    private static final Pattern RANDOM =
            Pattern.compile("(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9_-]{12,}|.*[A-Za-z0-9]{24,}.*|.*:.*@.*");

    private final List<String> leftOut = new ArrayList<>();

    /** The same values, with something made up in the place of what may be secret. */
    Map<String, Object> of(Map<String, Object> values) {
        return map(values, "");
    }

    /** The keys whose values were left out. */
    List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    private Map<String, Object> map(Map<?, ?> values, String path) {
        Map<String, Object> plain = new LinkedHashMap<>();
        boolean named = values.get("name") instanceof String name
                && SECRET_KEY.matcher(name).matches();
        values.forEach((key, value) -> {
            String place = path.isEmpty() ? String.valueOf(key) : path + "." + key;
            boolean secret = SECRET_KEY.matcher(String.valueOf(key)).matches() || (named && "value".equals(key));
            Object one = value(value, place, secret);
            if (one != null) {
                plain.put(String.valueOf(key), one);
            }
        });
        return plain;
    }

    private @org.jspecify.annotations.Nullable Object value(
            @org.jspecify.annotations.Nullable Object value, String place, boolean secret) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> secret ? allOf(map, place) : map(map, place);
            case List<?> list -> list(list, place, secret);
            case Boolean yes -> yes;
            case Number number when !secret -> number;
            default -> {
                String text = String.valueOf(value);
                if (text.isEmpty()
                        || (!secret
                                && PLAIN_TEXT.matcher(text).matches()
                                && !RANDOM.matcher(text).matches())) {
                    yield text;
                }
                leftOut.add(place);
                yield INSTEAD;
            }
        };
    }

    /** What stands below a key that may be secret is, too. */
    private Map<String, Object> allOf(Map<?, ?> values, String path) {
        Map<String, Object> plain = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            Object one = value(value, path + "." + key, true);
            if (one != null) {
                plain.put(String.valueOf(key), one);
            }
        });
        return plain;
    }

    private List<Object> list(List<?> list, String place, boolean secret) {
        List<Object> plain = new ArrayList<>();
        for (Object item : list) {
            Object one = value(item, place, secret);
            if (one != null) {
                plain.add(one);
            }
        }
        return plain;
    }
}
