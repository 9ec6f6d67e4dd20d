package dev.runbook.rehearsal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code fieldPath} of a rule: {@code .spec.size} or {@code ['example.com/size']}. */
final class FieldPathText {
    private static final Pattern PART = Pattern.compile("\\G(?:\\.([^.\\[\\]]+)|\\['((?:[^'\\\\]|\\\\.)+)'\\])");

    private FieldPathText() {}

    /** The place that it names, below another one. */
    static String joined(String path, String fieldPath) {
        String joined = path;
        for (String field : fields(fieldPath).orElse(List.of())) {
            joined = StructuralSchema.inside(joined, field);
        }
        return joined;
    }

    /** Whether it names a field that a schema has. */
    static boolean isIn(JsonNode schema, String fieldPath) {
        JsonNode here = schema;
        for (String field : fields(fieldPath).orElse(List.of(""))) {
            JsonNode properties = here.path("properties");
            here = properties.isObject() ? properties.path(field) : StructuralSchema.additional(here);
            if (!here.isObject()) {
                return false;
            }
        }
        return true;
    }

    private static Optional<List<String>> fields(String fieldPath) {
        List<String> fields = new ArrayList<>();
        Matcher matcher = PART.matcher(fieldPath);
        int end = 0;
        while (matcher.find()) {
            fields.add(matcher.group(1) == null ? matcher.group(2).replaceAll("\\\\(.)", "$1") : matcher.group(1));
            end = matcher.end();
        }
        return end == fieldPath.length() ? Optional.of(fields) : Optional.empty();
    }
}
