package dev.runbook.rehearsal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which labels an object must have: a conjunction of requirements. */
public record LabelSelector(List<Requirement> requirements) {

    public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    /** One demand on one label. */
    public sealed interface Requirement {
        boolean matches(Map<String, String> labels);

        /** The label has one of the values. */
        record In(String label, Set<String> values) implements Requirement {
            @Override
            public boolean matches(Map<String, String> labels) {
                String value = labels.get(label);
                return value != null && values.contains(value);
            }
        }

        /** The label is missing or has none of the values. */
        record NotIn(String label, Set<String> values) implements Requirement {
            @Override
            public boolean matches(Map<String, String> labels) {
                String value = labels.get(label);
                return value == null || !values.contains(value);
            }
        }

        /** The label is there, or is not. */
        record Exists(String label, boolean wanted) implements Requirement {
            @Override
            public boolean matches(Map<String, String> labels) {
                return labels.containsKey(label) == wanted;
            }
        }
    }

    public boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.matches(labels));
    }

    /** Reads what clients write: {@code app=x,tier in (a, b),!old}. */
    public static LabelSelector parse(String text) {
        List<Requirement> requirements = new ArrayList<>();
        for (String part : splitOutsideParentheses(text)) {
            if (!part.isBlank()) {
                requirements.add(requirement(part.trim()));
            }
        }
        return new LabelSelector(List.copyOf(requirements));
    }

    /** Reads the selector of a workload: {@code matchLabels} and {@code matchExpressions}. */
    public static LabelSelector of(JsonNode selector) {
        List<Requirement> requirements = new ArrayList<>();
        Meta.textMap(selector.path("matchLabels"))
                .forEach((label, value) -> requirements.add(new Requirement.In(label, Set.of(value))));
        for (ObjectNode expression : JsonTrees.objects(selector.path("matchExpressions"))) {
            String label = JsonTrees.text(expression, "key");
            Set<String> values = new TreeSet<>(JsonTrees.texts(expression.path("values")));
            requirements.add(
                    switch (JsonTrees.text(expression, "operator")) {
                        case "In" -> new Requirement.In(label, values);
                        case "NotIn" -> new Requirement.NotIn(label, values);
                        case "Exists" -> new Requirement.Exists(label, true);
                        case "DoesNotExist" -> new Requirement.Exists(label, false);
                        default ->
                            throw ApiError.badRequest("\"%s\" is not a valid label selector operator"
                                    .formatted(JsonTrees.text(expression, "operator")));
                    });
        }
        return new LabelSelector(List.copyOf(requirements));
    }

    private static Requirement requirement(String part) {
        int open = part.indexOf('(');
        if (open > 0 && part.endsWith(")")) {
            String[] words = part.substring(0, open).trim().split("\\s+", -1);
            Set<String> values = new TreeSet<>();
            for (String value : part.substring(open + 1, part.length() - 1).split(",", -1)) {
                values.add(value.trim());
            }
            if (words.length == 2 && words[1].equals("in")) {
                return new Requirement.In(words[0], values);
            }
            if (words.length == 2 && words[1].equals("notin")) {
                return new Requirement.NotIn(words[0], values);
            }
            throw unreadable(part);
        }
        if (part.startsWith("!")) {
            return new Requirement.Exists(part.substring(1).trim(), false);
        }
        int equals = part.indexOf('=');
        if (equals < 0) {
            if (part.contains(" ")) {
                throw unreadable(part);
            }
            return new Requirement.Exists(part, true);
        }
        boolean not = equals > 0 && part.charAt(equals - 1) == '!';
        String label = part.substring(0, not ? equals - 1 : equals).trim();
        boolean twice = equals + 1 < part.length() && part.charAt(equals + 1) == '=';
        Set<String> value = Set.of(part.substring(equals + (twice ? 2 : 1)).trim());
        return not ? new Requirement.NotIn(label, value) : new Requirement.In(label, value);
    }

    private static ApiError unreadable(String part) {
        return ApiError.badRequest("unable to parse requirement: " + part);
    }

    private static List<String> splitOutsideParentheses(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
