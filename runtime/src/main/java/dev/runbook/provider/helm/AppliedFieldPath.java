package dev.runbook.provider.helm;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A field as server-side apply names it: {@code .spec.template.spec.containers[name="web"].image}. */
final class AppliedFieldPath {
    private static final Pattern KEYS = Pattern.compile("^\\[((?:[A-Za-z]+=(?:\"[^\"]*\"|[^,\\]\"]+),?)+)\\]");
    private static final Pattern KEY = Pattern.compile("([A-Za-z]+)=(?:\"([^\"]*)\"|([^,\\]\"]+))");

    private AppliedFieldPath() {}

    /** What an object has there; empty for nothing, and for what is no single value. */
    static Optional<Object> value(Map<?, ?> object, String path) {
        return at(object, path).filter(value -> !(value instanceof Map) && !(value instanceof List));
    }

    private static Optional<Object> at(@Nullable Object here, String path) {
        if (path.isEmpty() || here == null) {
            return Optional.ofNullable(here);
        }
        Matcher keys = KEYS.matcher(path);
        if (here instanceof List<?> items && keys.find()) {
            String rest = path.substring(keys.end());
            return items.stream()
                    .filter(item -> item instanceof Map<?, ?> map && has(map, keys.group(1)))
                    .findFirst()
                    .flatMap(item -> at(item, rest));
        }
        if (here instanceof Map<?, ?> fields && path.startsWith(".")) {
            // A name may have points of its own.
            return fields.entrySet().stream()
                    .filter(field -> path.startsWith("." + field.getKey()))
                    .map(field -> at(
                            field.getValue(),
                            path.substring(1 + String.valueOf(field.getKey()).length())))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return Optional.empty();
    }

    private static boolean has(Map<?, ?> item, String keys) {
        Matcher key = KEY.matcher(keys);
        while (key.find()) {
            String wanted = key.group(2) == null ? key.group(3) : key.group(2);
            Object there = item.get(key.group(1));
            // A port that does not say its protocol means TCP.
            boolean same = there == null
                    ? key.group(1).equals("protocol") && wanted.equals("TCP")
                    : String.valueOf(there).equals(wanted);
            if (!same) {
                return false;
            }
        }
        return true;
    }
}
