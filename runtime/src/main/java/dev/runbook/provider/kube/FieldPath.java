package dev.runbook.provider.kube;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path into an object: {@code spec.ports[0].port}, {@code metadata.annotations['helm.sh/chart']}. */
public record FieldPath(List<String> keys) {
    private static final Pattern PART = Pattern.compile(
            "\\.?([^.\\[\\]'\"\\\\]+(?:\\\\.[^.\\[\\]'\"\\\\]*)*)|\\[(\\d{1,9})\\]|\\['([^']*)'\\]|\\[\"([^\"]*)\"\\]");

    public FieldPath {
        keys = List.copyOf(keys);
    }

    /** The path that a text is; throws {@link Failed} when it is none. */
    public static FieldPath of(String text) {
        return parse(text)
                .orElseThrow(() -> new Failed(Failure.of(
                        FailureClass.CommandFailed,
                        "\"" + text + "\" is not a path into an object",
                        "Write keys with dots between them, such as spec.ports[0].port or"
                                + " metadata.annotations['helm.sh/chart'].")));
    }

    /** The path that a text writes, if it writes one; a leading dot and a dot after a backslash are as in kubectl. */
    public static Optional<FieldPath> parse(String text) {
        List<String> keys = new ArrayList<>();
        Matcher matcher = PART.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                return Optional.empty();
            }
            for (int group = 1; group <= matcher.groupCount(); group++) {
                if (matcher.group(group) != null) {
                    keys.add(group == 1 ? matcher.group(group).replace("\\.", ".") : matcher.group(group));
                }
            }
            end = matcher.end();
        }
        return keys.isEmpty() ? Optional.empty() : Optional.of(new FieldPath(keys));
    }

    /** What stands there, if anything does. */
    public Optional<Object> in(Object content) {
        Optional<Object> here = Optional.of(content);
        for (String key : keys) {
            here = here.flatMap(v -> step(v, key));
        }
        return here;
    }

    private static Optional<Object> step(Object here, String key) {
        if (here instanceof Map<?, ?> map) {
            return Optional.ofNullable(map.get(key));
        }
        if (here instanceof List<?> list && key.matches("\\d{1,9}") && Integer.parseInt(key) < list.size()) {
            return Optional.ofNullable(list.get(Integer.parseInt(key)));
        }
        return Optional.empty();
    }
}
